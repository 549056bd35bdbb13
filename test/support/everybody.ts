import type { ExecutionContext, FactoryProvider } from '@nestjs/common';
import { AccessGuard } from '../../src/auth/access.guard.js';
import { ANYONE, type IdentifiedRequest } from '../../src/auth/principal.js';

/** In place of AccessGuard: lets everybody in, as where nobody needs a key. */
export const EVERYBODY: FactoryProvider = {
  provide: AccessGuard,
  useFactory: () => ({
    canActivate(context: ExecutionContext): boolean {
      context.switchToHttp().getRequest<IdentifiedRequest>().principal = ANYONE;
      return true;
    },
  }),
};
