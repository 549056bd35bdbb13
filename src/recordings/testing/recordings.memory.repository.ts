import { joinEvidence } from '../../common/evidence.js';
import { newestOf } from '../../common/testing/newest-of.js';
import type { TimeSpan } from '../../common/time-span.js';
import {
  type Recording,
  recordingEvidence,
  type RecordingEvent,
  type RecordingHistory,
  type RecordingOwner,
} from '../recording.js';
import { RecordingsRepository } from '../recordings.repository.js';
import { withoutContents } from '../removal/without-contents.js';

/** Keeps recordings in memory; a recording's state is the pure join of its events' evidence. */
export class RecordingsMemoryRepository extends RecordingsRepository {
  /** As they are, for the other repositories of the room. */
  readonly stored = new Map<string, Recording>();
  private readonly events = new Map<string, RecordingEvent[]>();

  async applyEvent(sid: string, owner: RecordingOwner, event: RecordingEvent): Promise<boolean> {
    const events = this.events.get(sid) ?? [];
    const removal = this.stored.get(sid)?.removal;
    if (removal) removal.tryAt = event.receivedAt;
    if (removal || events.some(({ key }) => key === event.key)) return false;
    this.events.set(sid, [...events, structuredClone(event)]);
    const known = this.stored.get(sid) ?? { ...owner, sid, createdAt: event.receivedAt };
    this.stored.set(sid, { ...known, ...joinEvidence(known, recordingEvidence(event)) });
    return true;
  }

  /** Takes what was said from its events. */
  forget(sid: string): void {
    this.events.set(sid, (this.events.get(sid) ?? []).map(withoutContents));
  }

  async find(sid: string): Promise<Recording | null> {
    const found = this.stored.get(sid);
    return found ? structuredClone(found) : null;
  }

  async findByCallIds(callIds: string[]): Promise<Recording[]> {
    return [...this.stored.values()]
      .filter(({ callId }) => callIds.includes(callId))
      .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime())
      .map((recording) => ({ ...recording }));
  }

  async *newest(span: TimeSpan, size: number): AsyncGenerator<Recording[]> {
    yield* newestOf([...this.stored.values()], ({ sid }) => sid, span, size);
  }

  async findHistories(callId: string): Promise<RecordingHistory[]> {
    const recordings = await this.findByCallIds([callId]);
    return recordings.map(({ sid, attempt }) => ({ sid, attempt, events: this.events.get(sid) ?? [] }));
  }
}
