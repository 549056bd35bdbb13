import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { Injectable, Logger } from '@nestjs/common';
import { Clock } from './clock.service.js';
import type { DispatcherRecord } from './dispatcher-record.js';
import { DispatcherRepository } from './dispatcher.repository.js';
import { PlanClock } from './plan-clock.service.js';

/** How often an instance that does not lead looks whether somebody does, and how often while the leader may be lost. */
const LOOK_MS = { usual: 2_500, doubtful: 500 };
/** A leader that has not confirmed itself for so long is followed; the rest is chance, so that two seldom try at once. */
const PATIENCE_MS = { least: 5_000, spread: 500 };
/** Who does not lead says so at the second of so many looks. */
const SEEN_EACH_LOOKS = 6;
const SEEN_AT_LOOK = 2;
/** An instance that was not seen for so long is none. */
const ALONE_MS = 60_000;
/** How long a confirmation permits to dial. */
export const PERMIT_MS = 1_000;
/** Confirmations are so far apart, so that those who ask meanwhile share the next one. */
const APART_MS = 50;
/** While no call makes it so, the leader confirms itself so often: more often during a pause, of whose end it hears so. */
const CONFIRM_MS = { usual: 2_500, paused: 1_000, again: 300 };
/** A leader that was not confirmed for so long steps down. */
const LOST_MS = 4_000;
/** Who has stepped aside leads again in this time only where no other instance does. */
const ASIDE_MS = 60_000;

/** The leader's word from the database that it leads, and how things stand. */
export interface Permit {
  record: DispatcherRecord;
  /** When it was asked for, by both clocks. */
  monotonic: number;
  wall: number;
}

/** Whether this instance leads. At most one does, and it has to ask again for each second. */
@Injectable()
export class LeadershipService {
  private readonly logger = new Logger('Dispatch');
  private readonly name = `${hostname()} ${process.pid} ${randomUUID().slice(0, 8)}`;
  private term: string | null = null;
  /** What was seen last while another one led, and since when it has been so. */
  private seen?: DispatcherRecord;
  private seenSince = 0;
  private last?: Permit;
  /** The confirmation on its way, and the one that is asked for after it. */
  private asking?: Promise<Permit | null>;
  private awaited?: Promise<Permit | null>;
  private askedAt = -Infinity;
  /** It cannot do what a leader does, and another instance may. */
  private isAside = false;
  private asideUntil = -Infinity;
  private onSeen: (record: DispatcherRecord) => void = () => undefined;

  constructor(
    private readonly dispatchers: DispatcherRepository,
    private readonly planClock: PlanClock,
    private readonly clock: Clock,
  ) {}

  /** The term that this instance leads; null where it does not. */
  get current(): string | null {
    return this.term;
  }

  /** How things stood when the leader was confirmed last. */
  get known(): DispatcherRecord | undefined {
    return this.last?.record;
  }

  /** When the confirmation that was answered last was asked for. */
  get confirmedAt(): number {
    return this.last?.monotonic ?? -Infinity;
  }

  /** Whether no other instance was seen lately. */
  get isAlone(): boolean {
    const { followerSeenAt, now } = this.known ?? {};
    return !followerSeenAt || !now || now.getTime() - followerSeenAt.getTime() > ALONE_MS;
  }

  /** The time by which plans are read. */
  now(): Date {
    return this.planClock.now();
  }

  /** Ends once this instance leads, or the signal is aborted. `onSeen` hears of each look, and of each confirmation then. */
  async follow(stopping: AbortSignal, onSeen: (record: DispatcherRecord) => void): Promise<void> {
    this.onSeen = onSeen;
    const patienceMs = PATIENCE_MS.least + Math.random() * PATIENCE_MS.spread;
    for (let looks = 1; !stopping.aborted; looks += 1) {
      const isToBeSeen = looks % SEEN_EACH_LOOKS === SEEN_AT_LOOK;
      const askedAt = this.clock.monotonic();
      const record = await this.dispatchers.find(isToBeSeen);
      onSeen(record);
      this.keepTime(isToBeSeen ? record.followerSeenAt : undefined, askedAt);
      const stillMs = this.standsStillFor(record);
      const isFree = record.term === null && this.clock.monotonic() >= this.asideUntil;
      if ((isFree || stillMs >= patienceMs) && (await this.take(record))) return;
      await this.clock.sleep(this.lookMs(looks, stillMs), stopping);
    }
  }

  /** Confirms itself from time to time, until the signal is aborted. Never fails. */
  async stayConfirmed(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const eachMs = this.known?.pausedAt ? CONFIRM_MS.paused : CONFIRM_MS.usual;
      const waitMs = this.confirmedAt + eachMs - this.clock.monotonic();
      if (waitMs > 0) await this.clock.sleep(waitMs, signal);
      else if (!(await this.permit())) await this.clock.sleep(CONFIRM_MS.again, signal);
    }
  }

  /** Leaves it to another instance to lead; false where there is none, or it has done so lately. */
  stepAside(): boolean {
    const now = this.clock.monotonic();
    if (this.term === null || this.isAlone || now < this.asideUntil) return false;
    this.logger.warn('Another instance is to dial for the deployment');
    this.isAside = true;
    this.asideUntil = now + ASIDE_MS;
    return true;
  }

  /**
   * A confirmation that is asked for after this; those who ask at about the same time share it. Null where this instance
   * leads no more, or the database gave no answer.
   */
  permit(): Promise<Permit | null> {
    return (this.awaited ??= this.confirmNext());
  }

  /** By the longer of the two clocks: one of them stands still in a machine that is frozen. */
  isFresh({ monotonic, wall }: Permit): boolean {
    const age = Math.max(this.clock.monotonic() - monotonic, this.clock.wall() - wall);
    return age < PERMIT_MS;
  }

  /** Whether it is to go on leading: it was confirmed lately, and has not stepped aside. */
  isConfirmed(): boolean {
    if (this.term !== null && this.last && this.clock.monotonic() - this.last.monotonic > LOST_MS) {
      this.logger.warn('The database does not confirm that this instance leads: another may');
      this.term = null;
    }
    return this.term !== null && !this.isAside;
  }

  /** Lets another instance lead at once. */
  async release(): Promise<void> {
    const { term } = this;
    this.term = null;
    if (term !== null) await this.dispatchers.release(term);
  }

  /** Also across looks that failed: a beat that was seen before and after has stood still between. */
  private standsStillFor(record: DispatcherRecord): number {
    const now = this.clock.monotonic();
    const { seen } = this;
    if (record.term !== seen?.term || record.beat !== seen?.beat) this.seenSince = now;
    this.seen = record;
    return now - this.seenSince;
  }

  private lookMs(looks: number, stillMs: number): number {
    // Whoever leads is soon to know that it is not alone.
    if (looks < SEEN_AT_LOOK) return APART_MS;
    return stillMs >= LOOK_MS.usual ? LOOK_MS.doubtful : LOOK_MS.usual;
  }

  /** Who is to lead knows the time before one of the clocks steps: three are needed to tell which one did. */
  private keepTime(now: Date | undefined, askedAt: number): void {
    if (now) this.planClock.observe(now, askedAt);
    this.planClock.now();
  }

  private async take(seen: DispatcherRecord): Promise<boolean> {
    const term = randomUUID();
    const issued = { monotonic: this.clock.monotonic(), wall: this.clock.wall() };
    const record = await this.dispatchers.take(seen, term, this.name);
    if (!record) return false;
    this.term = term;
    this.isAside = false;
    this.last = { record, ...issued };
    this.planClock.observe(record.now, issued.monotonic);
    return true;
  }

  private async confirmNext(): Promise<Permit | null> {
    await this.asking;
    await this.clock.sleep(this.askedAt + APART_MS - this.clock.monotonic());
    // Who asks from now on may have stored something since, and waits for the next one.
    this.awaited = undefined;
    return (this.asking = this.confirm());
  }

  private async confirm(): Promise<Permit | null> {
    const { term } = this;
    if (term === null) return null;
    this.askedAt = this.clock.monotonic();
    const issued = { monotonic: this.askedAt, wall: this.clock.wall() };
    const record = await this.dispatchers.confirm(term).catch((error: unknown) => {
      this.logger.warn(`The database did not confirm who leads: ${String(error)}`);
      return undefined;
    });
    if (record === undefined || this.term !== term) return null;
    if (record === null) {
      this.term = null;
      return null;
    }
    this.planClock.observe(record.now, issued.monotonic);
    this.last = { record, ...issued };
    this.onSeen(record);
    return this.last;
  }
}
