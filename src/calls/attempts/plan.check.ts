import { Injectable } from '@nestjs/common';
import { dialFrom, type WhyOver } from '../../plan/next-attempt.js';
import type { Call } from '../model/call.js';
import { AttemptCheck, type Objection } from './attempt-check.js';

const REASONS: Partial<Record<WhyOver, string>> = {
  expired: 'It could not be dialled before it expired',
  'never-open': 'Its calling window never opens',
};

/** Nobody is called outside the plan's window, or after its expiry. */
@Injectable()
export class PlanCheck extends AttemptCheck {
  readonly name = 'plan';

  objectionTo({ plan }: Call, at: Date): Objection | null {
    if (!plan) return null;
    const next = dialFrom(plan, at);
    if (next.kind === 'dial-at')
      return next.at <= at ? null : { kind: 'later', dueAt: next.at, why: 'window' };
    const message = REASONS[next.why] ?? 'It may not be dialled any more';
    const status = next.why === 'expired' ? 'canceled' : 'failed';
    return { kind: 'over', status, reason: { code: next.why, message } };
  }
}
