import type { CallRecording } from '../recordings/recording.js';
import type { Call } from './call.js';
import { isFinal } from './call-status.js';

/** Calls kept in memory; beyond it the oldest ended ones leave. */
const MAX_CALLS = 5000;
/** Numbers whose calls are counted; beyond it the one first called is forgotten. */
const MAX_COUNTED_NUMBERS = 100_000;

/** Holds the calls in the order of their creation, and finds them and their recordings. */
export class CallStore {
  private readonly calls = new Map<string, Call>();
  private readonly ownerOfRecording = new Map<string, Call>();
  private readonly countByNumber = new Map<string, number>();

  constructor(private readonly maxCalls = MAX_CALLS) {}

  /** How many creates this number has had, this one included. */
  countOf(to: string): number {
    const count = (this.countByNumber.get(to) ?? 0) + 1;
    this.countByNumber.set(to, count);
    const [oldest] = this.countByNumber.keys();
    if (this.countByNumber.size > MAX_COUNTED_NUMBERS && oldest !== undefined)
      this.countByNumber.delete(oldest);
    return count;
  }

  add(call: Call): void {
    this.calls.set(call.sid, call);
    if (this.calls.size > this.maxCalls) this.dropOldestEnded();
  }

  /** Any call, deleted ones included. */
  find(sid: string): Call | null {
    return this.calls.get(sid) ?? null;
  }

  /** A call that the REST API may show. */
  findListed(sid: string): Call | null {
    const call = this.find(sid);
    return call && !call.isDeleted ? call : null;
  }

  /** Newest first, as Twilio lists, deleted ones included. */
  newestFirst(): Call[] {
    return [...this.calls.values()].reverse();
  }

  listed(): Call[] {
    return this.newestFirst().filter(({ isDeleted }) => !isDeleted);
  }

  remember(recording: CallRecording, call: Call): void {
    this.ownerOfRecording.set(recording.sid, call);
  }

  findRecording(sid: string): { call: Call; recording: CallRecording } | null {
    const call = this.ownerOfRecording.get(sid);
    const recording = call?.recordings.find((candidate) => candidate.sid === sid);
    return call && recording ? { call, recording } : null;
  }

  removeRecording(sid: string): void {
    const call = this.ownerOfRecording.get(sid);
    this.ownerOfRecording.delete(sid);
    if (!call) return;
    const at = call.recordings.findIndex((candidate) => candidate.sid === sid);
    if (at >= 0) call.recordings.splice(at, 1);
  }

  clear(): void {
    this.calls.clear();
    this.ownerOfRecording.clear();
    this.countByNumber.clear();
  }

  private dropOldestEnded(): void {
    for (const call of this.calls.values()) {
      if (!isFinal(call.status)) continue;
      this.calls.delete(call.sid);
      for (const { sid } of call.recordings) this.ownerOfRecording.delete(sid);
      return;
    }
  }
}
