import { Injectable } from '@nestjs/common';
import type { Call } from '../model/call.js';
import { isStoredLate, NOT_TAKEN } from '../model/not-taken.js';
import { AttemptCheck, type Objection } from './attempt-check.js';

/** Nobody is called for a request whose client was told that it was not taken. */
@Injectable()
export class TakenCheck extends AttemptCheck {
  readonly name = 'taken';

  objectionTo(call: Call): Objection | null {
    return isStoredLate(call) ? { kind: 'over', status: 'canceled', reason: NOT_TAKEN } : null;
  }
}
