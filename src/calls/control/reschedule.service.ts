import { Injectable } from '@nestjs/common';
import { PlanClock } from '../../common/time/plan-clock.service.js';
import { ValidationFailure } from '../../common/validation/validation-failure.js';
import { NO_PLAN, faultsOfChange } from '../../plan/plan-changes.js';
import { AttemptsService } from '../attempts/attempts.service.js';
import { CallEventsService } from '../events/call-events.service.js';
import { type Call, callStatus, lastAttempt, type Wait } from '../model/call.js';
import {
  CallAlreadyEndedError,
  CallBeingDialledError,
  CallChangingError,
  CallToEndError,
} from '../model/call.errors.js';
import type { Amendments } from '../model/call-step.js';
import { statusOf } from '../model/call-event.js';
import { isFinal } from '../model/call-status.js';
import { FollowUpsService } from '../queue/follow-ups.service.js';
import { type CallDetails, CallsService } from '../view/calls.service.js';
import { type Amended, amend, amendmentsBetween, type CallChanges, PLAN_FIELDS } from './amendments.js';
import { rescheduledWait } from './rescheduled-wait.js';

/** A call changes hands at most a few times before its change is stored. */
const TRIES = 8;

const isWaiting = (call: Call): call is Call & { wait: Wait } => call.wait !== undefined;

/** Throws a conflict that says why it is too late; else an attempt has ended, and what follows it is not settled yet. */
const assertRests = (call: Call): void => {
  const last = lastAttempt(call);
  if (last && !isFinal(statusOf(last))) throw new CallBeingDialledError();
  if (!call.plan || call.over) throw new CallAlreadyEndedError(callStatus(call));
  if (call.wish) throw new CallToEndError();
};

/** Changes calls that wait: what their next attempt says, and when it is made. */
@Injectable()
export class RescheduleService {
  constructor(
    private readonly calls: CallsService,
    private readonly events: CallEventsService,
    private readonly attempts: AttemptsService,
    private readonly followUps: FollowUpsService,
    private readonly planClock: PlanClock,
  ) {}

  /**
   * By the call's id or any of its SIDs. A call that is as wished already is answered as it is, also once it is too late.
   * Throws CallNotFoundError, ValidationFailure, CallNotAllowedError, and a conflict that says why it is too late.
   */
  async reschedule(idOrSid: string, changes: CallChanges): Promise<CallDetails> {
    let details = await this.calls.getDetails(idOrSid);
    for (let tries = 0; tries < TRIES; tries += 1) {
      const { call } = details;
      const amended = amend(call, changes);
      if (Object.keys(amendmentsBetween(call, amended)).length === 0) return details;
      if (isWaiting(call)) {
        if (await this.store(call, amended)) return this.calls.getDetails(call.id);
      } else {
        assertRests(call);
        await this.followUps.after(call.id);
      }
      details = await this.calls.getDetails(call.id);
    }
    throw new CallChangingError('rescheduled');
  }

  /** False where the call has changed since it was looked at, and nothing was stored: it may be dialled by now. */
  private async store(call: Call & { wait: Wait }, amended: Amended): Promise<boolean> {
    const at = this.planClock.now();
    const { id: callId, version, attempts } = call;
    const shown = amendmentsBetween(call, amended);
    const isPlanChanged = PLAN_FIELDS.some((name) => name in shown);
    const wait = isPlanChanged ? this.waitBy(call, amended.plan, shown, at) : call.wait;
    if (isPlanChanged) await this.attempts.admit({ ...call, ...amended, wait }, true);
    return this.events.apply({
      kind: 'rescheduled',
      callId,
      version,
      attempts: attempts.length,
      ...amended,
      wait,
      changes: shown,
      at,
    });
  }

  /** Throws ValidationFailure for a plan that cannot be carried out. */
  private waitBy(call: Call & { wait: Wait }, plan: Amended['plan'], shown: Amendments, at: Date): Wait {
    const [first, ...others] = faultsOfChange(plan ?? NO_PLAN, 'scheduledAt' in shown, at);
    if (first) throw new ValidationFailure([first, ...others]);
    const wait = rescheduledWait(call, plan, shown, at);
    if ('field' in wait) throw new ValidationFailure([wait]);
    return wait;
  }
}
