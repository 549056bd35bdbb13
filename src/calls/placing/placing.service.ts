import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { firstDial } from '../../plan/next-attempt.js';
import { PaceService } from '../../pace/pace.service.js';
import { UsersService } from '../../users/users.service.js';
import { AttemptsService } from '../attempts/attempts.service.js';
import type { Wait } from '../events/call-change.js';
import { CallEventsService } from '../events/call-events.service.js';
import { type Call, type CallRequest, newQueuedCall } from '../model/call.js';
import type { CallDetails } from '../view/calls.service.js';
import { DiallingService } from './dialling.service.js';

/** How long a client is kept waiting for a slot; a call whose slot is further away is dialled without it. */
const LONGEST_WAIT_MS = 2_000;

/** Takes new calls: dials them at once where there is a slot, and puts them in the queue otherwise. */
@Injectable()
export class PlacingService {
  constructor(
    private readonly events: CallEventsService,
    private readonly attempts: AttemptsService,
    private readonly dialling: DiallingService,
    private readonly users: UsersService,
    private readonly pace: PaceService,
  ) {}

  /**
   * Stores the call, asks Twilio to dial it, stores what Twilio said. Throws TwilioError where nothing was dialled;
   * where nobody can tell, the call is answered as it stands, its submission `unknown`. A call that has to wait is
   * stored and answered. Where there is a call with this id it fails, and nothing is dialled.
   */
  async place(request: CallRequest, id?: string): Promise<CallDetails> {
    // Looked up before anything is stored: a call whose client got an error is not to be there.
    const user = await this.users.findByHandle(request.userExternalId);
    const { plan } = request;
    const call = plan ? await this.enqueue(request, this.firstWait(plan), id) : await this.store(request, id);
    const userId = user?.id ?? call.userExternalId;
    const placed = call.queue ? call : await this.dialling.dial(call, 'request');
    return { call: placed, userId, recordings: [], feedback: null };
  }

  /** Stored, and its slot has come; or stored in the queue. */
  private async store(request: CallRequest, id?: string): Promise<Call> {
    const reserved = await this.pace.reserve(1, { horizonMs: LONGEST_WAIT_MS });
    const [slot] = 'slots' in reserved ? reserved.slots : [];
    if (!slot) return this.enqueue(request, { dueAt: new Date(), why: 'slot' }, id);
    await delay(Math.max(0, slot.getTime() - Date.now()));
    return this.attempts.beginNew(request, id);
  }

  private async enqueue(request: CallRequest, wait: Wait, id?: string): Promise<Call> {
    const call = newQueuedCall(request, wait, { id });
    await this.events.record({ kind: 'requested', call });
    return call;
  }

  private firstWait(plan: NonNullable<CallRequest['plan']>): Wait {
    const now = new Date();
    const first = firstDial(plan, now);
    // A plan that can never be dialled was refused with the request; what has expired since is ended by who dials.
    const dueAt = first.kind === 'dial-at' ? first.at : now;
    if (plan.scheduledAt && plan.scheduledAt > now && plan.scheduledAt.getTime() === dueAt.getTime()) {
      return { dueAt, why: 'time' };
    }
    return { dueAt, why: dueAt > now ? 'window' : 'slot' };
  }
}
