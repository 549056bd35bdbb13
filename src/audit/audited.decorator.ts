import { SetMetadata } from '@nestjs/common';
import type { Request } from 'express';

/** Where a route keeps what the audit log calls it, or that it is not in it. */
export const AUDITED = 'audited';

/** The route is in the audit log by this name. POST, PUT, PATCH and DELETE are in it anyhow, by a name of their own. */
export const Audited = (action: string): MethodDecorator & ClassDecorator => SetMetadata(AUDITED, action);

/** The route is not in the audit log, for the reason given. */
export const NotAudited = (_reason: string): MethodDecorator & ClassDecorator => SetMetadata(AUDITED, false);

/** What a request is about, as it came, before it is validated; null where that cannot be read. Never fails. */
export type NameOf = (request: Pick<Request, 'body' | 'query'>) => string | null;

/** Where a route keeps how to read that. */
export const AUDITED_NAME = 'audited name';

/** In the audit log the route is about what this reads, which its path does not name. */
export const AuditedName = (nameOf: NameOf): MethodDecorator => SetMetadata(AUDITED_NAME, nameOf);
