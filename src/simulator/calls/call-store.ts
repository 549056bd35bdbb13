import { Counts } from '../counts.js';
import type { CallJournal } from '../journal/call-journal.js';
import type { CallRecording } from '../recordings/recording.js';
import type { Call, NewCall } from './call.js';
import { Changes } from './changes.js';
import { isFinal } from './call-status.js';

/** Calls kept in memory; beyond it the oldest ended ones leave. */
const MAX_CALLS = 5000;

/** Holds the calls in the order of their creation, and finds them and their recordings. */
export class CallStore {
  private readonly calls = new Map<string, Call>();
  private readonly ownerOfRecording = new Map<string, Call>();
  private readonly creates = new Counts();
  private journal: CallJournal | undefined;
  /** Rings at each change of any call. */
  readonly changes = new Changes();

  constructor(private readonly maxCalls = MAX_CALLS) {}

  /** Has the calls written down from now on. */
  keepIn(journal: CallJournal): void {
    this.journal = journal;
  }

  /** How many creates this number has had, this one included. */
  countOf(to: string): number {
    return this.creates.next(to);
  }

  add(data: NewCall): Call {
    const call = this.hold(data);
    call.changed('now');
    return call;
  }

  /** Takes back a call that outlived the simulator. */
  restore(data: NewCall): Call {
    const call = this.hold(data);
    this.creates.next(call.request.to);
    for (const recording of call.recordings) this.remember(recording, call);
    return call;
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

  oldestFirst(): Call[] {
    return [...this.calls.values()];
  }

  /** Newest first, as Twilio lists, deleted ones included. */
  newestFirst(): Call[] {
    return this.oldestFirst().reverse();
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
    call.changed();
  }

  /** Forgets all calls, also where they are written down: nothing is sent for them any more. */
  clear(): void {
    for (const call of this.calls.values()) call.isForgotten = true;
    this.calls.clear();
    this.ownerOfRecording.clear();
    this.creates.clear();
    this.journal?.rewrite();
    this.changes.ring();
  }

  /** Ends the writing; what is written stays. */
  close(): void {
    this.journal?.close();
    this.journal = undefined;
  }

  private hold(data: NewCall): Call {
    const call: Call = Object.assign(data, {
      changed: (when?: 'now') => {
        if (call.isForgotten) return;
        this.changes.ring();
        if (when === 'now') this.journal?.write(call);
        else this.journal?.mark(call);
      },
    });
    this.calls.set(call.sid, call);
    if (this.calls.size > this.maxCalls) this.dropOldestEnded();
    return call;
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
