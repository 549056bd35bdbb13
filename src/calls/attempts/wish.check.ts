import { Injectable } from '@nestjs/common';
import type { Call } from '../model/call.js';
import { AttemptCheck, type Objection } from './attempt-check.js';

/** Nobody is called any more whose call a client has ended. */
@Injectable()
export class WishCheck extends AttemptCheck {
  readonly name = 'wish';

  objectionTo({ wish }: Call): Objection | null {
    if (!wish) return null;
    return {
      kind: 'over',
      status: 'canceled',
      reason: { code: 'canceled', message: 'A client ended the call before it was dialled' },
    };
  }
}
