import { hasChanged, type StoredChange } from '../../../calls/events/change-outcome.js';
import { waitIn } from '../../../calls/events/wait-in.js';
import type { DispatcherRecord } from '../../dispatcher-record.js';
import { nameOf } from './attempt-name.js';
import { type Asked, changeOf, type DatabaseWatch, type FakeDatabase } from './fake-database.js';
import type { Fate } from './fake-twilio.js';
import type { Host } from './host.js';
import type { VirtualTime } from './virtual-time.js';

/** An attempt that an instance has begun. Times are the simulation's. */
export interface Begun {
  key: string;
  term: string;
  callId: string;
  n: number;
  host: Host;
  askedAt: number;
  /** Its place among the term's. */
  pick: number;
  storedAt?: number;
  undoneAt?: number;
  writtenAt?: number;
  /** When Twilio's answer was there. */
  landedAt?: number;
  fate?: Fate;
}

/** That a leader asked for a confirmation. */
export interface AskedPermit {
  host: Host;
  term: string;
  askedAt: number;
  isGiven: boolean;
}

/** A call that was put into its lane, and whether whoever put it is to ring. */
export interface Put {
  callId: string;
  lane: string;
  at: number;
  host: Host;
  isExcused: boolean;
}

const ANSWER_MS = 3_900;

/** What really happened, as nobody in the simulation knows it. */
export class Journal implements DatabaseWatch {
  readonly violations: string[] = [];
  onBegun?: (begun: Begun) => void;
  readonly begun = new Map<string, Begun>();
  readonly permits: AskedPermit[] = [];
  readonly puts = new Map<string, Put>();
  readonly ringing = new Map<string, number>();
  /** Who took over last, and when. */
  taken = { at: -Infinity, term: '' };
  paused: { storedAt: number; answeredAt?: number } | null = null;
  /** When each call, or its retry, was to be dialled, whatever put it off since. */
  readonly dueAt = new Map<string, number>();
  /** The numbers that are being put on the do-not-call list, and since when it is answered that they are. */
  readonly listing = new Set<string>();
  readonly listedAt = new Map<string, number>();
  /** The calls that were never stored, for they are not allowed. */
  readonly refused = new Set<string>();
  /** The clients that were told of a failure, and may have asked for another call; and who told them. */
  readonly failed = new Map<string, Host>();
  troubledAt = 0;
  repairedAt = -Infinity;
  private readonly confirming = new Map<Asked, AskedPermit>();
  private readonly versions = new Map<string, number>();
  private readonly picks = new Map<string, number>();

  constructor(
    private readonly time: VirtualTime,
    private readonly database: FakeDatabase,
  ) {}

  blame(rule: string, what: string): void {
    this.violations.push(`${rule}: ${what} at ${(this.time.now / 1000).toFixed(3)} s`);
  }

  lastPermit({ host, term }: Begun): AskedPermit | undefined {
    return this.permits.findLast((each) => each.host === host && each.term === term && each.isGiven);
  }

  listed(number: string): void {
    if (!this.listedAt.has(number)) this.listedAt.set(number, this.time.now);
  }

  asked(asked: Asked): void {
    const { host, name, args } = asked;
    const change = changeOf(asked);
    if (change?.kind === 'dialling')
      this.begin(host, change.callId, change.attempt.n, change.attempt.key ?? '');
    if (name === 'lanes.ring') this.countRing(args[0] as string, 1);
    if (name !== 'dispatchers.confirm') return;
    const permit = { host, term: args[0] as string, askedAt: this.time.now, isGiven: false };
    this.permits.push(permit);
    this.confirming.set(asked, permit);
  }

  applied(asked: Asked, result: unknown): void {
    const { name, args } = asked;
    if (name === 'changes.store') this.changed(asked, result as StoredChange);
    if (name === 'lanes.ring') this.countRing(args[0] as string, -1);
    if (name === 'dispatchers.take') this.takenBy(result as DispatcherRecord | null);
    if (name === 'dispatchers.setPaused') this.pausedBy(result as DispatcherRecord);
    const permit = this.confirming.get(asked);
    if (permit) permit.isGiven = result !== null;
  }

  troubled(asked?: Asked): void {
    this.troubledAt = this.time.now;
    const wait = asked && changeOf(asked);
    if (wait && 'callId' in wait) this.excuse(wait.callId);
    if (wait?.kind === 'requested') this.excuse(wait.call.id);
  }

  restored(): void {
    this.troubled();
    this.versions.clear();
    for (const [id, put] of this.puts) {
      put.isExcused = true;
      if (!this.database.calls.find(id)?.wait) this.puts.delete(id);
    }
    for (const { id, wait } of this.database.calls.all(({ wait }) => !!wait)) {
      const [begun] = this.begun.values();
      if (wait && begun && !this.puts.has(id))
        this.puts.set(id, {
          callId: id,
          lane: wait.lane,
          at: this.time.now,
          host: begun.host,
          isExcused: true,
        });
    }
    const { pausedAt } = this.database.dispatchers.record;
    if (!pausedAt) this.paused = null;
  }

  private begin(host: Host, callId: string, n: number, key: string): void {
    const term = key.slice(0, key.indexOf(':'));
    const pick = this.picks.get(term) ?? 0;
    this.picks.set(term, pick + 1);
    const name = nameOf(callId, key);
    if (this.begun.has(name)) this.blame('keys', `${name} names two attempts`);
    const begun = { key, term, callId, n, host, pick, askedAt: this.time.now };
    this.begun.set(name, begun);
    this.onBegun?.(begun);
  }

  private changed(asked: Asked, { outcome, callId }: StoredChange): void {
    const change = changeOf(asked);
    const call = this.database.calls.find(callId ?? '');
    if (!change || !call || !hasChanged(outcome)) return;
    const { now } = this.time;
    if (call.version <= (this.versions.get(call.id) ?? 0) && change.kind !== 'requested')
      this.blame('versions', `${call.id} has version ${call.version} again`);
    this.versions.set(call.id, call.version);
    if (change.kind === 'dialling') this.store(nameOf(call.id, change.attempt.key), now);
    if (change.kind === 'requested') this.dueAt.set(call.id, change.call.wait?.dueAt.getTime() ?? 0);
    if (change.kind === 'requeued') this.dueAt.set(call.id, change.wait.dueAt.getTime());
    if (change.kind === 'undone') this.undo(nameOf(call.id, change.key), now);
    const wait = waitIn(change);
    if (!call.wait) this.puts.delete(call.id);
    else if (wait) {
      const isExcused = now - asked.at > ANSWER_MS;
      this.puts.set(call.id, { callId: call.id, lane: wait.lane, at: now, host: asked.host, isExcused });
    }
  }

  private store(name: string, now: number): void {
    const begun = this.begun.get(name);
    if (begun) begun.storedAt = now;
  }

  private undo(name: string, now: number): void {
    const begun = this.begun.get(name);
    if (!begun) return this.blame('undo', `${name} was never begun, and is undone`);
    begun.undoneAt = now;
    const { fate } = begun;
    if (fate && fate !== 'slow down' && fate !== 'account refused')
      this.blame('undo', `${begun.callId} is undone though it was sent`);
  }

  private takenBy(record: DispatcherRecord | null): void {
    if (!record?.term) return;
    this.troubled();
    this.taken = { at: this.time.now, term: record.term };
  }

  private pausedBy({ pausedAt }: DispatcherRecord): void {
    this.paused = pausedAt ? (this.paused ?? { storedAt: this.time.now }) : null;
  }

  private countRing(lane: string, more: number): void {
    this.ringing.set(lane, (this.ringing.get(lane) ?? 0) + more);
  }

  private excuse(callId: string): void {
    const put = this.puts.get(callId);
    if (put) put.isExcused = true;
  }
}
