import type { Attempt, Call } from '../../../calls/model/call.js';
import { statusOf } from '../../../calls/model/call-event.js';
import { isFinal } from '../../../calls/model/call-status.js';
import type { CallChange } from '../../../calls/events/call-change.js';
import { AttemptHistoryMemoryRepository } from '../../../calls/testing/attempt-history.memory.repository.js';
import { CallChangesMemoryRepository } from '../../../calls/testing/call-changes.memory.repository.js';
import { CallChecksMemoryRepository } from '../../../calls/testing/call-checks.memory.repository.js';
import { CallQueueMemoryRepository } from '../../../calls/testing/call-queue.memory.repository.js';
import { CallsMemoryRepository } from '../../../calls/testing/calls.memory.repository.js';
import { LanesMemoryRepository } from '../../../calls/testing/lanes.memory.repository.js';
import { UnmatchedEventsMemoryRepository } from '../../../calls/testing/unmatched-events.memory.repository.js';
import { DispatcherMemoryRepository } from '../dispatcher.memory.repository.js';
import { DoNotCallMemoryRepository } from '../../../compliance/testing/do-not-call.memory.repository.js';
import type { Chance } from './chance.js';
import { BEGINNING, type Host } from './host.js';
import { nameOf } from './attempt-name.js';
import type { VirtualTime } from './virtual-time.js';

/** How long a client waits for an answer. */
const ANSWER_MS = 4_000;
/** How much later than it was sent a request may come. */
const MOST_LATE_MS = 9_000;

const ATTEMPT_CHANGES = new Set(['dialling', 'undone', 'sealed']);

export interface Span {
  from: number;
  until: number;
}

/** What is wrong with it, and when. */
export interface DatabaseFaults {
  /** Of all requests so many are lost or late, and as many answers lost; and of those that begin attempts, or take them back. */
  share: number;
  attemptsShare: number;
  during: Span;
  /** It takes requests, and does nothing with them until the end. */
  stalls: Span[];
  /** What it takes then is never acknowledged, and gone at the end. */
  lostSpans: Span[];
}

/** One request to the database. */
export interface Asked {
  host: Host;
  name: string;
  args: unknown[];
  /** In the simulation's time. */
  at: number;
}

/** Hears what reaches the database, and of what is lost. */
export interface DatabaseWatch {
  asked(asked: Asked): void;
  applied(asked: Asked, result: unknown): void;
  troubled(asked?: Asked): void;
  restored(): void;
}

/** One database for all hosts: each request is one step there, which may come late, or never, and so may its answer. */
export class FakeDatabase {
  readonly calls = new CallsMemoryRepository();
  readonly changes = new CallChangesMemoryRepository(this.calls, () => new Date(this.wall()));
  readonly checks = new CallChecksMemoryRepository(this.calls);
  readonly queue = new CallQueueMemoryRepository(this.calls);
  readonly lanes = new LanesMemoryRepository();
  readonly unmatched = new UnmatchedEventsMemoryRepository();
  readonly history = new AttemptHistoryMemoryRepository(this.calls);
  readonly list = new DoNotCallMemoryRepository();
  readonly dispatchers: DispatcherMemoryRepository;
  watch?: DatabaseWatch;
  private stepMs = 0;

  constructor(
    private readonly time: VirtualTime,
    private readonly chance: Chance,
    private readonly faults: DatabaseFaults,
  ) {
    this.dispatchers = new DispatcherMemoryRepository(() => new Date(this.wall()));
    for (const { from, until } of faults.lostSpans) this.loseSpan(from, until);
  }

  /** Its own clock. */
  wall(): number {
    return Math.floor(BEGINNING + this.time.now + this.stepMs);
  }

  step(ms: number): void {
    this.stepMs += ms;
  }

  /** The names of the attempts that are not known to have ended. */
  liveAttempts(): string[] {
    const liveOf = ({ id, attempts }: Call): Attempt[] =>
      attempts.filter((each) => !isFinal(statusOf(each)) && !this.calls.isCountedOut(id, each.n));
    return this.calls
      .all((call) => liveOf(call).length > 0)
      .flatMap((call) => liveOf(call).map(({ key }) => nameOf(call.id, key)));
  }

  ask<T>(host: Host, name: string, args: unknown[], work: () => Promise<T>): Promise<T> {
    const asked = { host, name, args, at: this.time.now };
    this.watch?.asked(asked);
    return new Promise((resolve, reject) => {
      let isOver = false;
      const end = (conclude: () => void): void => {
        if (!isOver) conclude();
        isOver = true;
      };
      host.after(ANSWER_MS, () => end(() => reject(new Error('The database gave no answer'))));
      const answer = (conclude: () => void): void => {
        if (this.isLost(asked)) return this.watch?.troubled(asked);
        this.time.after(this.chance.between(0.5, 6), () => host.run(() => end(conclude)));
      };
      this.arrive(asked, () => {
        work().then(
          (result) => {
            this.watch?.applied(asked, result);
            answer(() => resolve(result));
          },
          (error: unknown) => answer(() => reject(error as Error)),
        );
      });
    });
  }

  private arrive(asked: Asked, work: () => void): void {
    const isFaulty = this.meetsFault(asked);
    if (isFaulty) this.watch?.troubled(asked);
    if (isFaulty && this.chance.is(0.3)) return;
    const lateMs = isFaulty ? this.lateness() : 0;
    let at = this.time.now + this.chance.between(0.5, 6) + lateMs;
    const stall = this.faults.stalls.findLast(({ from, until }) => at >= from && at < until);
    if (stall) {
      at = stall.until + this.chance.between(0, 40);
      this.watch?.troubled();
    }
    this.time.at(at, work);
  }

  /** The worst comes when it was given up just now. */
  private lateness(): number {
    return this.chance.is(0.5)
      ? this.chance.between(0, MOST_LATE_MS)
      : this.chance.between(ANSWER_MS, ANSWER_MS + 1_500);
  }

  private isLost(asked: Asked): boolean {
    const { now } = this.time;
    const { name } = asked;
    const isRead = /[.](?:find|count|next|lanes|exists)/.test(name);
    const isUnsafe = this.faults.lostSpans.some(({ from, until }) => now >= from && now < until);
    return (isUnsafe && !isRead) || (this.meetsFault(asked) && this.chance.is(0.5));
  }

  private meetsFault(asked: Asked): boolean {
    const { share, attemptsShare, during } = this.faults;
    const { now } = this.time;
    const isOfAttempt = ATTEMPT_CHANGES.has(changeOf(asked)?.kind ?? '');
    return now >= during.from && now < during.until && this.chance.is(isOfAttempt ? attemptsShare : share);
  }

  private loseSpan(from: number, until: number): void {
    let restore: (() => void)[] = [];
    this.time.at(from, () => {
      restore = [this.calls, this.lanes, this.dispatchers, this.list].map((each) => each.remember());
    });
    this.time.at(until, () => {
      for (const each of restore) each();
      this.watch?.restored();
    });
  }
}

/** The change that a request is, where it is one. */
export const changeOf = ({ name, args }: Asked): CallChange | null =>
  name === 'changes.store' ? (args[0] as CallChange) : null;

/** A repository of the database as a host has it: each of its methods is a request. */
export const remote = <T extends object>(
  database: FakeDatabase,
  host: Host,
  room: string,
  repository: T,
): T =>
  new Proxy(repository, {
    get: (target, property) => {
      const method: unknown = Reflect.get(target, property);
      if (typeof method !== 'function') return method;
      const name = `${room}.${String(property)}`;
      const ask =
        (work: (...args: unknown[]) => Promise<unknown>) =>
        (...args: unknown[]) =>
          database.ask(host, name, args, () => work.apply(target, args));
      if (property !== 'lanes') return ask(method as (...args: unknown[]) => Promise<unknown>);
      return async function* () {
        yield* (await ask(() => all(method.call(target) as AsyncIterable<unknown>))()) as unknown[];
      };
    },
  });

const all = async (values: AsyncIterable<unknown>): Promise<unknown[]> => {
  const found: unknown[] = [];
  for await (const value of values) found.push(value);
  return found;
};
