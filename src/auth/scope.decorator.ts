import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension, ApiSecurity } from '@nestjs/swagger';
import type { Asking } from './credential-reader.js';
import type { Scope } from './scope.js';

/** Where a route keeps who may use it. */
export const ACCESS = 'access';

/** Who may use a route: whoever has the scope, every caller that is known, or everybody. */
export type Access = { scope: Scope; asking?: Asking } | { isKnown: true } | { isPublic: true };

/** The route is for callers with this scope; `look` where it is asked by itself, which is to keep no session open. */
export const RequireScope = (scope: Scope, asking: Asking = 'use'): MethodDecorator & ClassDecorator =>
  applyDecorators(
    SetMetadata(ACCESS, { scope, asking } satisfies Access),
    ApiSecurity('bearer'),
    ApiSecurity('key'),
    ApiExtension('x-required-scope', scope),
  );

/** Where a route keeps by which sort of proof it may be used without a key. */
export const PROOF = 'proof';

/** The route is also for whoever shows a proof of this sort that is good for this very request, such as a signed link. */
export const OrByProof = (sort: string): MethodDecorator => SetMetadata(PROOF, sort);

/** The route is for every caller that is known, whatever its scopes. */
export const RequireCaller = (): MethodDecorator & ClassDecorator =>
  applyDecorators(
    SetMetadata(ACCESS, { isKnown: true } satisfies Access),
    ApiSecurity('bearer'),
    ApiSecurity('key'),
  );

/** The route is for everybody, for the reason given. */
export const Public = (_reason: string): MethodDecorator & ClassDecorator =>
  SetMetadata(ACCESS, { isPublic: true } satisfies Access);
