import { Injectable } from '@nestjs/common';
import { RecordingsService } from '../../recordings/recordings.service.js';
import { CallNotFoundError } from '../model/call.errors.js';
import { CallsRepository } from '../model/calls.repository.js';
import { type Timeline, timelineOf } from './timeline.js';
import { toCallEvent } from '../news/call-callback.js';
import { UnmatchedEventsRepository } from '../news/unmatched-events.repository.js';

/** Tells how a call became what it is. */
@Injectable()
export class TimelineService {
  constructor(
    private readonly calls: CallsRepository,
    private readonly recordings: RecordingsService,
    private readonly unmatched: UnmatchedEventsRepository,
  ) {}

  /** By the call's id or any of its SIDs. Throws CallNotFoundError. */
  async get(idOrSid: string): Promise<Timeline> {
    const call = await this.calls.findWithEvents(idOrSid);
    if (!call) throw new CallNotFoundError(idOrSid);
    const [recordings, mismatched] = await Promise.all([
      this.recordings.findHistories(call.id),
      this.unmatched.findMismatched(call.id),
    ]);
    return timelineOf({
      call,
      recordings,
      mismatched: mismatched.map(({ callback }) => ({
        attempt: callback.attempt ?? 1,
        event: toCallEvent(callback),
      })),
    });
  }
}
