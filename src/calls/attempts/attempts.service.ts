import { Inject, Injectable } from '@nestjs/common';
import { PlanClock } from '../../common/time/plan-clock.service.js';
import { CallEventsService } from '../events/call-events.service.js';
import { CallNotAllowedError } from '../model/call.errors.js';
import { type Call, newAttempt, waitOf } from '../model/call.js';
import { CheckSchedule } from '../model/check-schedule.service.js';
import type { AttemptCheck, Objection } from './attempt-check.js';
import { type CallingRules, NoCallingRules, type Standing, type UNSURE } from './calling-rules.js';

/** The list of checks, in the order in which they are asked. */
export const ATTEMPT_CHECKS = Symbol('ATTEMPT_CHECKS');

/** The one way to an attempt: every check is asked, then the attempt is stored, and only then is Twilio asked. */
@Injectable()
export class AttemptsService {
  private rules: CallingRules = new NoCallingRules();

  constructor(
    private readonly events: CallEventsService,
    private readonly schedule: CheckSchedule,
    private readonly planClock: PlanClock,
    @Inject(ATTEMPT_CHECKS) private readonly checks: AttemptCheck[],
  ) {}

  /** From now on these are asked, too, before each attempt. */
  keepTo(rules: CallingRules): void {
    this.rules = rules;
  }

  /**
   * What stands in the way of an attempt of this waiting call, as things stand; null where nothing does. Where it is
   * unsure, `prepare` is to be called first.
   */
  objectionTo(call: Call, standing: Standing): Objection | typeof UNSURE | null {
    for (const check of this.checks) {
      const objection = check.objectionTo(call, standing.at);
      if (objection) return objection;
    }
    return this.rules.objectionTo(call, standing);
  }

  /** Looks up what has to be known of these calls before an attempt. Fails where that is not possible now. */
  prepare(calls: Call[], standing: Standing): Promise<void> {
    return this.rules.prepare(calls, standing);
  }

  /**
   * Throws CallNotAllowedError where a rule forbids to dial this new call when its time comes: for good, or for now
   * where its client wants it now. One that is in the queue already takes up no more room there.
   */
  async admit(call: Call, isQueued = false): Promise<void> {
    const { plan, wait, createdAt } = call;
    const forbidden = await this.rules.refusalOf(call, wait?.dueAt ?? createdAt, isQueued);
    if (forbidden && (!forbidden.until || !plan)) throw new CallNotAllowedError(forbidden.ruleAndWhy);
  }

  /** Stores an attempt under this key; null where the call is not as it was found any more, and nothing is stored. */
  async begin(call: Call, key: string): Promise<Call | null> {
    this.rules.begun(call, key);
    const now = this.planClock.now();
    const attempt = newAttempt(call.attempts.length + 1, now, key);
    const { id: callId, version } = call;
    const check = this.schedule.first(now);
    const dueAt = call.wait?.dueAt;
    const isBegun = await this.events.apply({ kind: 'dialling', callId, version, attempt, check, dueAt });
    if (!isBegun) return null;
    const { wait: _wait, ...rest } = call;
    return { ...rest, version: version + 1, attempts: [...call.attempts, attempt] };
  }

  /** The request of the attempt is about to be written. Awaits nothing. */
  sending(call: Call, key: string): void {
    this.rules.sending(call, key);
  }

  /** What became of the attempt is known and stored, or it was not stored. */
  landed(call: Call, key: string, mayHaveBeenDialled: boolean): void {
    this.rules.landed(call, key, mayHaveBeenDialled);
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
    await this.events.record({ kind: 'ended', callId, version, attempts: attempts.length, status, over });
  }
}
