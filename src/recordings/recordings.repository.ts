import type { Recording, RecordingEvent, RecordingHistory, RecordingOwner } from './recording.js';

/** Where recordings are kept, one for each RecordingSid. */
export abstract class RecordingsRepository {
  /** Adds the event and joins its evidence in one guarded write; false where the event was known already. */
  abstract applyEvent(sid: string, owner: RecordingOwner, event: RecordingEvent): Promise<boolean>;
  /** All that was told of it is forgotten. */
  abstract remove(sid: string): Promise<void>;
  /** Null where nothing was told of it. */
  abstract find(sid: string): Promise<Recording | null>;
  /** The recordings of these calls, oldest first. */
  abstract findByCallIds(callIds: string[]): Promise<Recording[]>;
  /** Each recording of this call with its events, oldest first. */
  abstract findHistories(callId: string): Promise<RecordingHistory[]>;
}
