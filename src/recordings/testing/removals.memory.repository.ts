import type { Recording, RecordingOwner } from '../recording.js';
import type { DueRemoval, Removal } from '../removal/removal.js';
import { RemovalsRepository } from '../removal/removals.repository.js';
import type { RecordingsMemoryRepository } from './recordings.memory.repository.js';

/** Marks the recordings that the other one keeps. */
export class RemovalsMemoryRepository extends RemovalsRepository {
  constructor(private readonly recordings: RecordingsMemoryRepository) {
    super();
  }

  async mark(sid: string, removal: Removal): Promise<boolean> {
    const known = this.recordings.stored.get(sid);
    if (!known || known.removal) return false;
    const { url: _url, transcriptionText: _text, ...kept } = known;
    if (kept.copy) delete kept.copy.tryAt;
    this.recordings.stored.set(sid, { ...kept, removal });
    this.recordings.forget(sid);
    return true;
  }

  async keepStray(sid: string, owner: RecordingOwner, removal: Removal): Promise<void> {
    const known = this.recordings.stored.get(sid);
    if (!known)
      this.recordings.stored.set(sid, { sid, ...owner, createdAt: removal.at, removal: { ...removal } });
    else if (known.removal) known.removal = { ...known.removal, tryAt: removal.tryAt! };
  }

  async claim(now: Date, until: Date): Promise<DueRemoval | null> {
    for (const recording of this.recordings.stored.values()) {
      const { sid, removal } = recording;
      if (!removal?.tryAt || removal.tryAt > now) continue;
      recording.removal = { ...removal, tryAt: until, tries: removal.tries + 1 };
      return { sid, tries: removal.tries + 1, tryAt: until };
    }
    return null;
  }

  async putOff(due: DueRemoval, tryAt: Date): Promise<void> {
    const recording = this.asClaimed(due);
    if (recording?.removal) recording.removal = { ...recording.removal, tryAt };
  }

  async finish(due: DueRemoval): Promise<void> {
    const recording = this.asClaimed(due);
    if (!recording?.removal) return;
    const { tryAt: _tryAt, ...removal } = recording.removal;
    recording.removal = removal;
  }

  private asClaimed({ sid, tryAt }: DueRemoval): Recording | undefined {
    const recording = this.recordings.stored.get(sid);
    return recording?.removal?.tryAt?.getTime() === tryAt.getTime() ? recording : undefined;
  }
}
