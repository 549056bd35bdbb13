import { Injectable } from '@nestjs/common';
import type { Feedback, GivenFeedback } from '../../feedback/feedback.js';
import { FeedbackService } from '../../feedback/feedback.service.js';
import { CallEventsService } from '../events/call-events.service.js';
import type { Call } from '../model/call.js';
import { CallErasedError, CallNotFoundError } from '../model/call.errors.js';
import { CallsRepository } from '../model/calls.repository.js';
import { FeedbackNotFoundError } from './call-feedback.errors.js';

/** Feedback, and the call that it is about. */
export interface RatedCall {
  call: Call;
  feedback: Feedback;
}

/** Feedback on calls, each named by its id or any of its SIDs. */
@Injectable()
export class CallFeedbackService {
  constructor(
    private readonly calls: CallsRepository,
    private readonly events: CallEventsService,
    private readonly feedback: FeedbackService,
  ) {}

  /** Replaces what was given on this call before. Throws CallNotFoundError, CallErasedError. */
  async give(idOrSid: string, given: GivenFeedback): Promise<RatedCall> {
    const call = await this.getCall(idOrSid);
    if (call.erasedAt) throw new CallErasedError();
    const feedback = await this.feedback.save(call.id, given);
    // After a crash before this line the client has no answer and gives the feedback again.
    if (await this.events.apply({ kind: 'rated', callId: call.id, at: new Date() }))
      return { call, feedback };
    // It was erased in between: what was given just now would stay.
    await this.feedback.forgetNotes(call.id);
    throw new CallErasedError();
  }

  /** Throws CallNotFoundError or FeedbackNotFoundError. */
  async get(idOrSid: string): Promise<RatedCall> {
    const call = await this.getCall(idOrSid);
    const feedback = await this.feedback.find(call.id);
    if (!feedback) throw new FeedbackNotFoundError(idOrSid);
    return { call, feedback };
  }

  private async getCall(idOrSid: string): Promise<Call> {
    const call = await this.calls.findNamed(idOrSid);
    if (!call) throw new CallNotFoundError(idOrSid);
    return call;
  }
}
