import type { Tripped } from '../breaker.js';
import type { DispatcherRecord } from '../dispatcher-record.js';
import { DispatcherRepository } from '../dispatcher.repository.js';

/** Keeps the record in memory. `now` is the clock of a server. */
export class DispatcherMemoryRepository extends DispatcherRepository {
  record: DispatcherRecord;

  constructor(private readonly now: () => Date = () => new Date()) {
    super();
    this.record = { term: null, beat: 0, faults: 0, now: now() };
  }

  async find(): Promise<DispatcherRecord> {
    return { ...this.record };
  }

  async look(isFollower: boolean): Promise<DispatcherRecord> {
    if (isFollower) this.record.followerSeenAt = this.now();
    return this.find();
  }

  async take({ term, beat }: DispatcherRecord, next: string, name: string): Promise<DispatcherRecord | null> {
    if (this.record.term !== term || this.record.beat !== beat) return null;
    const now = this.now();
    Object.assign(this.record, { term: next, beat: beat + 1, leader: { name, since: now }, now });
    return this.find();
  }

  async confirm(term: string): Promise<DispatcherRecord | null> {
    if (this.record.term !== term) return null;
    this.record.beat += 1;
    this.record.now = this.now();
    return this.find();
  }

  async release(term: string): Promise<void> {
    if (this.record.term !== term) return;
    this.record.term = null;
    this.record.beat += 1;
    delete this.record.leader;
  }

  async keepTripped(term: string, tripped: Tripped | null): Promise<void> {
    if (this.record.term !== term) return;
    if (tripped) this.record.tripped = tripped;
    else delete this.record.tripped;
  }

  async setPaused(isPaused: boolean): Promise<DispatcherRecord> {
    this.record.now = this.now();
    if (isPaused) this.record.pausedAt ??= this.record.now;
    else delete this.record.pausedAt;
    return this.find();
  }

  async countFault(): Promise<void> {
    this.record.faults += 1;
  }

  async countRules(): Promise<DispatcherRecord> {
    this.record.rules = (this.record.rules ?? 0) + 1;
    return this.find();
  }

  /** Answers how to bring back what there is now. */
  remember(): () => void {
    const kept = structuredClone(this.record);
    return () => {
      this.record = kept;
    };
  }
}
