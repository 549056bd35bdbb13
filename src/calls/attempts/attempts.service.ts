import { Inject, Injectable } from '@nestjs/common';
import { PlanClock } from '../../common/time/plan-clock.service.js';
import { CallEventsService } from '../events/call-events.service.js';
import { type Call, newAttempt, waitOf } from '../model/call.js';
import { CheckSchedule } from '../model/check-schedule.service.js';
import type { AttemptCheck, Objection } from './attempt-check.js';

/** The list of checks, in the order in which they are asked. */
export const ATTEMPT_CHECKS = Symbol('ATTEMPT_CHECKS');

/** The one way to an attempt: every check is asked, then the attempt is stored, and only then is Twilio asked. */
@Injectable()
export class AttemptsService {
  constructor(
    private readonly events: CallEventsService,
    private readonly schedule: CheckSchedule,
    private readonly planClock: PlanClock,
    @Inject(ATTEMPT_CHECKS) private readonly checks: AttemptCheck[],
  ) {}

  /** What stands in the way of an attempt of this waiting call at that time; null where nothing does. */
  objectionTo(call: Call, at: Date): Objection | null {
    for (const check of this.checks) {
      const objection = check.objectionTo(call, at);
      if (objection) return objection;
    }
    return null;
  }

  /** Stores an attempt under this key; null where the call is not as it was found any more, and nothing is stored. */
  async begin(call: Call, key: string): Promise<Call | null> {
    const now = this.planClock.now();
    const attempt = newAttempt(call.attempts.length + 1, now, key);
    const { id: callId, version } = call;
    const check = this.schedule.first(now);
    const isBegun = await this.events.apply({ kind: 'dialling', callId, version, attempt, check });
    if (!isBegun) return null;
    const { wait: _wait, ...rest } = call;
    return { ...rest, version: version + 1, attempts: [...call.attempts, attempt] };
  }

  /** Puts the call off, never to an earlier time, or ends it. Without effect where it is not as it was found any more. */
  async sendAway(call: Call, objection: Objection): Promise<void> {
    const at = this.planClock.now();
    const { id: callId, version, attempts } = call;
    if (objection.kind === 'later') {
      if (call.wait && call.wait.dueAt > objection.dueAt) return;
      const wait = waitOf(call, objection.dueAt, objection.why);
      await this.events.record({ kind: 'postponed', callId, version, wait, at });
      return;
    }
    const { status, reason } = objection;
    const over = { ...reason, at };
    await this.events.record({ kind: 'ended', callId, attempts: attempts.length, status, over });
  }
}
