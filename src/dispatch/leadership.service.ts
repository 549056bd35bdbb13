import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { Injectable, Logger } from '@nestjs/common';
import { Aside } from './aside.js';
import { Clock } from '../common/time/clock.service.js';
import { type DispatcherRecord, isLeaderAlone } from './dispatcher-record.js';
import { DispatcherRepository } from './dispatcher.repository.js';
import { isFresh, type Permit } from './permit.js';
import { PlanClock } from '../common/time/plan-clock.service.js';
import { Standstill } from './standstill.js';

/** Who does not lead says so at the second of so many looks. */
const SEEN_EACH_LOOKS = 6;
const SEEN_AT_LOOK = 2;
/** Confirmations are so far apart, so that those who ask meanwhile share the next one. */
const APART_MS = 50;
/** While no call makes it so, the leader confirms itself so often: more often during a pause, of whose end it hears so. */
const CONFIRM_MS = { usual: 2_500, paused: 1_000, again: 300 };
/** A leader that was not confirmed for so long steps down. */
const LOST_MS = 4_500;

/** Whether this instance leads. At most one does, and it has to ask again for each second. */
@Injectable()
export class LeadershipService {
  private readonly logger = new Logger('Dispatch');
  private readonly name = `${hostname()} ${process.pid} ${randomUUID().slice(0, 8)}`;
  private term: string | null = null;
  /** The term that it led last, or asked for. */
  private own?: string;
  /** Of the leader that was seen last, if it was another one. */
  private readonly standstill = new Standstill();
  private last?: Permit;
  /** The confirmation on its way, and the one that is asked for after it. */
  private asking?: Promise<Permit | null>;
  private awaited?: Promise<Permit | null>;
  private askedAt = -Infinity;
  /** It cannot do what a leader does, and another instance may. */
  private readonly aside = new Aside();
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
    return !this.known || isLeaderAlone(this.known);
  }

  /** The time by which plans are read. */
  now(): Date {
    return this.planClock.now();
  }

  /** Ends once this instance leads, or the signal is aborted. `onSeen` hears of each look, and of each confirmation then. */
  async follow(stopping: AbortSignal, onSeen: (record: DispatcherRecord) => void): Promise<void> {
    this.onSeen = onSeen;
    for (let looks = 1; !stopping.aborted; looks += 1) {
      const isToBeSeen = looks % SEEN_EACH_LOOKS === SEEN_AT_LOOK;
      const askedAt = this.clock.monotonic();
      const record = await this.dispatchers.look(isToBeSeen);
      onSeen(record);
      if (isToBeSeen && record.followerSeenAt) this.planClock.observe(record.followerSeenAt, askedAt);
      // Who is to lead knows the time before one of the clocks steps: three are needed to tell which one did.
      this.planClock.now();
      const now = this.clock.monotonic();
      this.standstill.see(record, now);
      // Nobody else has led since its own term: to wait for a sign of itself would be vain.
      const isFree = !this.aside.wasLately(now) && (record.term === null || record.term === this.own);
      if ((isFree || this.standstill.isTooLong) && (await this.take(record))) return;
      // Whoever leads is soon to know that it is not alone.
      await this.clock.sleep(looks < SEEN_AT_LOOK ? APART_MS : this.standstill.lookMs, stopping);
    }
  }

  /** Confirms itself from time to time unless it is stuck, until the signal is aborted. Never fails. */
  async stayConfirmed(end: AbortSignal, isStuck: () => boolean): Promise<void> {
    while (!end.aborted) {
      const eachMs = this.known?.pausedAt ? CONFIRM_MS.paused : CONFIRM_MS.usual;
      const waitMs = this.confirmedAt + eachMs - this.clock.monotonic();
      if (waitMs > 0) await this.clock.sleep(waitMs, end);
      else if (isStuck() || !(await (this.awaited ??= this.confirmNext())))
        await this.clock.sleep(CONFIRM_MS.again, end);
    }
  }

  /** Leaves it to another instance to lead; false where there is none, or it has done so lately. */
  stepAside(): boolean {
    const now = this.clock.monotonic();
    if (this.term === null || this.isAlone || this.aside.wasLately(now)) return false;
    this.logger.warn('Another instance is to dial for the deployment');
    this.aside.step(now);
    return true;
  }

  /**
   * A confirmation that is asked for after this; those who ask at about the same time share it. Null where this instance
   * leads no more, or the database gave no answer.
   */
  permit(): Promise<Permit | null> {
    return (this.awaited ??= this.confirmNext());
  }

  /** Whether the permit is still one. */
  isFresh(permit: Permit): boolean {
    return isFresh(permit, this.clock.now());
  }

  /** Whether it is to go on leading: it was confirmed lately, and has not stepped aside. */
  isConfirmed(): boolean {
    if (this.term !== null && this.last && this.clock.monotonic() - this.last.monotonic > LOST_MS) {
      this.logger.warn('The database does not confirm that this instance leads: another may');
      this.term = null;
    }
    return this.term !== null && !this.aside.isNow;
  }

  /** Lets another instance lead at once. */
  async release(): Promise<void> {
    const { term } = this;
    this.term = null;
    if (term !== null) await this.dispatchers.release(term);
  }

  private async take(seen: DispatcherRecord): Promise<boolean> {
    const term = (this.own = randomUUID());
    const asked = this.clock.now();
    const record = await this.dispatchers.take(seen, term, this.name);
    if (!record) return false;
    this.term = term;
    this.aside.isNow = false;
    this.keep({ record, ...asked });
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
    const asked = this.clock.now();
    this.askedAt = asked.monotonic;
    const record = await this.dispatchers.confirm(term).catch((error: unknown) => {
      this.logger.warn(`The database did not confirm who leads: ${String(error)}`);
    });
    if (record === undefined || this.term !== term) return null;
    if (record) return this.keep({ record, ...asked });
    this.term = null;
    return null;
  }

  private keep(permit: Permit): Permit {
    this.planClock.observe(permit.record.now, permit.monotonic);
    this.onSeen(permit.record);
    return (this.last = permit);
  }
}
