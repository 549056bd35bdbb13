import type { AttemptCheck } from './attempt-check.js';
import { ATTEMPT_CHECKS } from './attempts.service.js';
import { ExpiryCheck } from './expiry.check.js';
import { PlanCheck } from './plan.check.js';
import { TakenCheck } from './taken.check.js';
import { WishCheck } from './wish.check.js';

/** In this order they are asked before each attempt. */
const IN_ORDER = [TakenCheck, WishCheck, ExpiryCheck, PlanCheck];

/** What every attempt has to pass. */
export const CHECKS = [
  ...IN_ORDER,
  {
    provide: ATTEMPT_CHECKS,
    useFactory: (...checks: AttemptCheck[]): AttemptCheck[] => checks,
    inject: IN_ORDER,
  },
];
