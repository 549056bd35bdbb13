import { Injectable } from '@nestjs/common';
import type { Call } from '../model/call.js';
import { AttemptCheck, type Objection } from './attempt-check.js';

/** Nobody is called later than the client wants, or than a client waits who asked for a call at once. */
@Injectable()
export class ExpiryCheck extends AttemptCheck {
  readonly name = 'expiry';

  objectionTo({ wait, plan }: Call, at: Date): Objection | null {
    if (!wait?.expiresAt || at < wait.expiresAt) return null;
    const message = plan
      ? 'It could not be dialled before it expired'
      : 'It could not be dialled within 15 minutes';
    return { kind: 'over', status: 'canceled', reason: { code: 'expired', message } };
  }
}
