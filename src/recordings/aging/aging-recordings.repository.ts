import type { Retained } from '../../retention/retained.js';

/** What of a recording is kept for days of its own: all of it, what was said, the fields of callbacks. */
export type Part = 'recording' | 'words' | 'fields';

/** The recordings that have what is older than it is kept. */
export abstract class AgingRecordingsRepository {
  /** The oldest from before that have it still, without the first few. */
  abstract findOlder(part: Part, before: Date, skip: number, limit: number): Promise<Retained[]>;
  /** Takes it from the recording, in one write; what is told of it later does not bring back what was said. */
  abstract forget(sid: string, part: 'words' | 'fields', at: Date): Promise<void>;
}
