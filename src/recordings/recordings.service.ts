import { Injectable } from '@nestjs/common';
import type { TimeSpan } from '../common/time-span.js';
import type { Recording, RecordingEvent, RecordingHistory, RecordingOwner } from './recording.js';
import { RecordingsRepository } from './recordings.repository.js';

@Injectable()
export class RecordingsService {
  private readonly listeners: (() => void)[] = [];

  constructor(private readonly recordings: RecordingsRepository) {}

  /** Takes what Twilio says of a recording; false where it was known already, and changed nothing. */
  async record(sid: string, owner: RecordingOwner, event: RecordingEvent): Promise<boolean> {
    const isNew = await this.recordings.applyEvent(sid, owner, event);
    if (isNew && event.status === 'completed') for (const tell of this.listeners) tell();
    return isNew;
  }

  /** The listener is told when a recording is complete; it is to be quick, and never to fail. */
  onComplete(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** Null where nothing was told of it. */
  find(sid: string): Promise<Recording | null> {
    return this.recordings.find(sid);
  }

  /** Each recording of this call with all that was told of it, oldest first. */
  findHistories(callId: string): Promise<RecordingHistory[]> {
    return this.recordings.findHistories(callId);
  }

  /** What was first told of within the span, newest first, in pages of at most so many; a page may be empty. */
  newest(span: TimeSpan, size: number): AsyncGenerator<Recording[]> {
    return this.recordings.newest(span, size);
  }

  /** The recordings of each of these calls, oldest first; every id has an entry. */
  async findByCallIds(callIds: string[]): Promise<Map<string, Recording[]>> {
    const byCall = new Map<string, Recording[]>(callIds.map((id) => [id, []]));
    if (callIds.length === 0) return byCall;
    for (const recording of await this.recordings.findByCallIds(callIds)) {
      byCall.get(recording.callId)?.push(recording);
    }
    return byCall;
  }
}
