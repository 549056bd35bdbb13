import { SetMetadata } from '@nestjs/common';

/** Where a route keeps what the audit log calls it, or that it is not in it. */
export const AUDITED = 'audited';

/** The route is in the audit log by this name. POST, PUT, PATCH and DELETE are in it anyhow, by a name of their own. */
export const Audited = (action: string): MethodDecorator & ClassDecorator => SetMetadata(AUDITED, action);

/** The route is not in the audit log, for the reason given. */
export const NotAudited = (_reason: string): MethodDecorator & ClassDecorator => SetMetadata(AUDITED, false);
