import { Inject, Injectable } from '@nestjs/common';
import { CallEventsService } from '../events/call-events.service.js';
import { type Call, type CallRequest, newAttempt, newCall, newQueuedCall } from '../model/call.js';
import { CheckSchedule } from '../model/check-schedule.service.js';
import type { AttemptCheck, Objection } from './attempt-check.js';

/** The list of checks, in the order in which they are asked. */
export const ATTEMPT_CHECKS = Symbol('ATTEMPT_CHECKS');

/** The call with the attempt that has begun; `held` it may not be dialled now; `gone` it is not this caller's any more. */
export type Begun = { kind: 'begun'; call: Call } | { kind: 'held' } | { kind: 'gone' };

/** The one way to an attempt: every check is asked, then the attempt is stored, and only then is Twilio asked. */
@Injectable()
export class AttemptsService {
  constructor(
    private readonly events: CallEventsService,
    private readonly schedule: CheckSchedule,
    @Inject(ATTEMPT_CHECKS) private readonly checks: AttemptCheck[],
  ) {}

  /** The attempt of a waiting call that was claimed with this fence, to be dialled at that time. */
  async begin(call: Call, fence: number, at: Date): Promise<Begun> {
    const objection = await this.objectionTo(call, at);
    if (objection?.kind === 'hold') return { kind: 'held' };
    if (objection) {
      await this.sendAway(call, fence, objection);
      return { kind: 'gone' };
    }
    const now = new Date();
    const attempt = newAttempt(call.attempts.length + 1, now);
    const check = this.schedule.first(now);
    const begun = await this.events.apply({ kind: 'dialling', callId: call.id, fence, attempt, check });
    if (!begun) return { kind: 'gone' };
    const { queue: _queue, version, ...rest } = call;
    const attempts = [...call.attempts, attempt];
    return { kind: 'begun', call: { ...rest, version: version + 1, attempts } };
  }

  /** The first attempt of a new call, stored with it; a call that may not be dialled now is stored waiting. */
  async beginNew(request: CallRequest, id?: string): Promise<Call> {
    const now = new Date();
    const draft = newCall(request, this.schedule.first(now), { id, now });
    const objection = await this.objectionTo(draft, now);
    const call = objection
      ? newQueuedCall(request, { dueAt: now, why: 'slot' }, { id: draft.id, now })
      : draft;
    await this.events.record({ kind: 'requested', call });
    return call;
  }

  /** Whether a waiting call may be dialled then, as far as itself is concerned; else it is put off, or ended. */
  async pass(call: Call, fence: number, at = new Date()): Promise<boolean> {
    const objection = await this.objectionTo(call, at);
    if (!objection || objection.kind === 'hold') return true;
    await this.sendAway(call, fence, objection);
    return false;
  }

  private async objectionTo(call: Call, at: Date): Promise<Objection | null> {
    for (const check of this.checks) {
      const objection = await check.objectionTo(call, at);
      if (objection) return objection;
    }
    return null;
  }

  /** Does nothing where another instance has claimed this call meanwhile. */
  private async sendAway(
    { id: callId, attempts }: Call,
    fence: number,
    objection: Exclude<Objection, { kind: 'hold' }>,
  ): Promise<void> {
    const at = new Date();
    if (objection.kind === 'later') {
      await this.events.record({ kind: 'postponed', callId, fence, wait: objection.wait, at });
      return;
    }
    const { status, reason } = objection;
    const over = { ...reason, at };
    await this.events.record({ kind: 'ended', callId, fence, attempts: attempts.length, status, over });
  }
}
