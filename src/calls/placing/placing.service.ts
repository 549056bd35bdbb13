import { Injectable } from '@nestjs/common';
import { CallEventsService } from '../events/call-events.service.js';
import type { Call, CallRequest } from '../model/call.js';
import { HeldUpService } from '../queue/held-up.service.js';
import { placingFailureOf } from '../view/placing-failure.mapper.js';
import type { CallDetails } from '../view/calls.service.js';
import { AdmissionService } from './admission.service.js';
import { OutcomeWatchService } from './outcome-watch.service.js';
import { UnheardCallsService } from './unheard-calls.service.js';

/** Takes new calls: each waits for its turn, and who asked for one at once waits for a moment with it. */
@Injectable()
export class PlacingService {
  constructor(
    private readonly events: CallEventsService,
    private readonly outcomes: OutcomeWatchService,
    private readonly admission: AdmissionService,
    private readonly heldUp: HeldUpService,
    private readonly unheard: UnheardCallsService,
  ) {}

  /**
   * Stores the call. One without a plan is answered once Twilio was asked to dial it: as it stands then, or as the
   * TwilioError that tells why nothing was dialled; where its turn does not come within two seconds, as it stands. Where
   * there is a call with this id it fails, and nothing is dialled. Throws CallNotAllowedError, and stores nothing.
   */
  async place(request: CallRequest, id?: string): Promise<CallDetails> {
    const { call, userId } = await this.admission.admit(request, id);
    await this.store(call, id !== undefined);
    const placed = request.plan ? call : await this.outcomes.settled(call);
    const failure = placingFailureOf(placed);
    if (failure) throw failure;
    const { current: heldUp } = this.heldUp;
    return { call: placed, userId, recordings: [], feedback: null, heldUp };
  }

  private async store(call: Call, isAskedAgain: boolean): Promise<void> {
    try {
      await this.events.record({ kind: 'requested', call, isAskedAgain });
    } catch (error) {
      // Without a key the client knows nothing of it, and may ask for another one.
      if (isAskedAgain || !(await this.unheard.isTaken(call))) throw error;
    }
  }
}
