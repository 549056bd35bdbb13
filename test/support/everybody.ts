import type { ExecutionContext, Provider } from '@nestjs/common';
import { AccessGuard } from '../../src/auth/access.guard.js';
import { ANYONE, type IdentifiedRequest } from '../../src/auth/principal.js';
import { DatabaseFailureFilter } from '../../src/database/database-failure.filter.js';
import { RequestWatches } from '../../src/common/http/request-watches.js';
import { LimitGuard } from '../../src/limits/limit.guard.js';
import { RefusalFilter } from '../../src/limits/refusal.filter.js';

/** In place of AccessGuard and of limits: lets everybody in, as where nobody needs a key. */
export const EVERYBODY: Provider[] = [
  {
    provide: AccessGuard,
    useFactory: () => ({
      canActivate(context: ExecutionContext): boolean {
        context.switchToHttp().getRequest<IdentifiedRequest>().principal = ANYONE;
        return true;
      },
    }),
  },
  { provide: LimitGuard, useValue: { canActivate: () => true } },
  { provide: RefusalFilter, useClass: DatabaseFailureFilter },
  RequestWatches,
];
