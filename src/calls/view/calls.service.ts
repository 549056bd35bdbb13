import { Injectable } from '@nestjs/common';
import type { Feedback } from '../../feedback/feedback.js';
import { FeedbackService } from '../../feedback/feedback.service.js';
import type { Recording } from '../../recordings/recording.js';
import { RecordingsService } from '../../recordings/recordings.service.js';
import { UsersService } from '../../users/users.service.js';
import type { Call } from '../model/call.js';
import type { HeldUp } from '../model/call-step.js';
import { HeldUpService } from '../queue/held-up.service.js';
import { CallNotAllowedError, CallNotFoundError } from '../model/call.errors.js';
import { failureKey } from '../model/failure-key.js';
import { standingWish } from '../model/wish.js';
import { placingFailureOf } from './placing-failure.mapper.js';
import { CallsRepository } from '../model/calls.repository.js';

/** A call with what other rooms know of it. */
export interface CallDetails {
  call: Call;
  /** The user's id, or the `userExternalId` itself while there is no such user. */
  userId: string;
  /** Oldest first. */
  recordings: Recording[];
  /** Null until some is given. */
  feedback: Feedback | null;
  /** What holds up all calls that are due, as far as is known. */
  heldUp?: HeldUp | null;
}

@Injectable()
export class CallsService {
  constructor(
    private readonly calls: CallsRepository,
    private readonly recordings: RecordingsService,
    private readonly feedback: FeedbackService,
    private readonly users: UsersService,
    private readonly heldUp: HeldUpService,
  ) {}

  /** What clients see of the call, by its id or any of its SIDs; without events. Throws CallNotFoundError. */
  async getShown(idOrSid: string): Promise<CallDetails> {
    return this.detailsOf(await this.calls.findNamed(idOrSid), idOrSid);
  }

  /** The same with events. Throws CallNotFoundError. */
  async getDetails(idOrSid: string): Promise<CallDetails> {
    return this.detailsOf(await this.calls.findWithEvents(idOrSid), idOrSid);
  }

  /** What became of placing this call, in place of its lost answer; null where it was never stored. Throws TwilioError, CallNotAllowedError. */
  async findPlaced(id: string): Promise<CallDetails | null> {
    const call = await this.calls.findWithEvents(id);
    if (!call) return null;
    const failure = placingFailureOf(call);
    // A call that was given up later, for want of a trace, has another event: it may have been dialled.
    const isTold = call.attempts[0]?.events?.some(({ key }) => key === failureKey(id, 1));
    if (failure && (isTold || failure instanceof CallNotAllowedError)) throw failure;
    return this.withDetails(call);
  }

  findById(id: string): Promise<Call | null> {
    return this.calls.findById(id);
  }

  /** Whether a client's wish to end the call stands. */
  async isToEnd({ id, wish }: Call): Promise<boolean> {
    const call = wish && (await this.calls.findWithEvents(id));
    return call ? standingWish(call) !== undefined : false;
  }

  existsBySid(sid: string): Promise<boolean> {
    return this.calls.existsBySid(sid);
  }

  private async detailsOf(call: Call | null, idOrSid: string): Promise<CallDetails> {
    if (!call) throw new CallNotFoundError(idOrSid);
    return this.withDetails(call);
  }

  private async withDetails(call: Call): Promise<CallDetails> {
    const [user, recordings, feedback] = await Promise.all([
      this.users.findByHandle(call.userExternalId),
      this.recordings.findByCallIds([call.id]),
      this.feedback.find(call.id),
    ]);
    const userId = user?.id ?? call.userExternalId;
    const { current: heldUp } = this.heldUp;
    return { call, userId, recordings: recordings.get(call.id) ?? [], feedback, heldUp };
  }
}
