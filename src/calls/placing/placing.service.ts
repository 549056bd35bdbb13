import { Injectable } from '@nestjs/common';
import { PlanClock } from '../../common/time/plan-clock.service.js';
import { firstDial } from '../../plan/next-attempt.js';
import { UsersService } from '../../users/users.service.js';
import { CallEventsService } from '../events/call-events.service.js';
import { type Call, type CallRequest, newQueuedCall, type Wait } from '../model/call.js';
import { HeldUpService } from '../queue/held-up.service.js';
import { placingFailureOf } from '../view/placing-failure.mapper.js';
import type { CallDetails } from '../view/calls.service.js';
import { OutcomeWatchService } from './outcome-watch.service.js';
import { UnheardCallsService } from './unheard-calls.service.js';

/** Takes new calls: each waits for its turn, and who asked for one at once waits for a moment with it. */
@Injectable()
export class PlacingService {
  constructor(
    private readonly events: CallEventsService,
    private readonly outcomes: OutcomeWatchService,
    private readonly users: UsersService,
    private readonly heldUp: HeldUpService,
    private readonly unheard: UnheardCallsService,
    private readonly planClock: PlanClock,
  ) {}

  /**
   * Stores the call. One without a plan is answered once Twilio was asked to dial it: as it stands then, or as the
   * TwilioError that tells why nothing was dialled; where its turn does not come within two seconds, as it stands. Where
   * there is a call with this id it fails, and nothing is dialled.
   */
  async place(request: CallRequest, id?: string): Promise<CallDetails> {
    // Looked up before anything is stored: a call whose client got an error is not to be there.
    const user = await this.users.findByHandle(request.userExternalId);
    const now = this.planClock.now();
    const call = newQueuedCall(request, this.firstWait(request.plan, now), { id, now });
    await this.store(call, id !== undefined);
    const placed = request.plan ? call : await this.outcomes.settled(call);
    const failure = placingFailureOf(placed);
    if (failure) throw failure;
    const { current: heldUp } = this.heldUp;
    return { call: placed, userId: user?.id ?? call.userExternalId, recordings: [], feedback: null, heldUp };
  }

  private async store(call: Call, isAskedAgain: boolean): Promise<void> {
    try {
      await this.events.record({ kind: 'requested', call, isAskedAgain });
    } catch (error) {
      // Without a key the client knows nothing of it, and may ask for another one.
      if (!isAskedAgain) void this.unheard.end(call);
      throw error;
    }
  }

  private firstWait(plan: CallRequest['plan'], now: Date): Pick<Wait, 'dueAt' | 'why'> {
    if (!plan) return { dueAt: now, why: 'pace' };
    const first = firstDial(plan, now);
    // A plan that can never be dialled was refused with the request; what has expired since is ended by who dials.
    const dueAt = first.kind === 'dial-at' ? first.at : now;
    if (plan.scheduledAt && plan.scheduledAt > now && plan.scheduledAt.getTime() === dueAt.getTime()) {
      return { dueAt, why: 'time' };
    }
    return { dueAt, why: dueAt > now ? 'window' : 'pace' };
  }
}
