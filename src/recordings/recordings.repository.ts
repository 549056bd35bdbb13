import type { TimeSpan } from '../common/time-span.js';
import type { Recording, RecordingEvent, RecordingHistory, RecordingOwner } from './recording.js';

/** Where recordings are kept, one for each RecordingSid. */
export abstract class RecordingsRepository {
  /**
   * Adds the event and joins its evidence in one guarded write; false where the event was known already. Of a recording that
   * is deleted it adds nothing, and answers false: Twilio has something of it again, which is to be deleted there.
   */
  abstract applyEvent(sid: string, owner: RecordingOwner, event: RecordingEvent): Promise<boolean>;
  /** Null where nothing was told of it. */
  abstract find(sid: string): Promise<Recording | null>;
  /** The recordings of these calls, oldest first. */
  abstract findByCallIds(callIds: string[]): Promise<Recording[]>;
  /** What was first told of within the span, newest first, in pages of at most so many; a page may be empty. */
  abstract newest(span: TimeSpan, size: number): AsyncGenerator<Recording[]>;
  /** Each recording of this call with its events, oldest first. */
  abstract findHistories(callId: string): Promise<RecordingHistory[]>;
}
