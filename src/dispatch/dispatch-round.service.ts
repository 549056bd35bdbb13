import { Injectable } from '@nestjs/common';
import { Environment } from '../config/environment.js';
import type { PaceWait } from '../pace/pace.js';
import { stateOf } from '../pace/pace.js';
import { PaceService } from '../pace/pace.service.js';
import { type ClaimedCall, ClaimsService } from './claims.service.js';
import { DueWatchService } from './due-watch.service.js';
import { turnAt } from './turn.js';

/** Ready calls are of this instance's making, mostly; others' are looked for each so often. */
const READY_EACH_MS = 5_000;
/** The same, while they are likely. */
const PERHAPS_MS = 250;
/** How often an instance looks whether it may dial again. */
const STOPPED_TICK_MS = 2_000;
/** Slots are taken so far ahead, the same on every instance: else the slowest had most. Further where others were quicker for a while. */
const HORIZON_MS = 600;
const STARVED_HORIZON_MS = 2_600;
const STARVED_AFTER_MS = 1_000;
/** An instance holds no more calls than so much of the pace, and at least one. */
const HELD_MS = 250;
const LEASE_LEFT_MS = 10_000;
/** While calls wait for slots, those of this time are reserved together. */
const SLOTS_MS = 100;

/** A claimed call and its slot. */
export interface SlottedCall {
  claimed: ClaimedCall;
  slot: Date;
}

export interface Round {
  slotted: SlottedCall[];
  /** When the next round is worth its queries. */
  waitMs: number;
}

/** One look at the queue: calls that are due get turns, the next ones are claimed and get slots. */
@Injectable()
export class DispatchRoundService {
  private readonly most: number;
  private held: ClaimedCall[] = [];
  private mayBeReady = true;
  private readyLookAt = 0;
  private emptyAt = 0;
  private grantedAt = 0;
  private isStopped = false;

  constructor(
    private readonly due: DueWatchService,
    private readonly claims: ClaimsService,
    private readonly pace: PaceService,
    { twilioCps }: Environment,
  ) {
    this.most = Math.ceil((twilioCps * HELD_MS) / 1000);
  }

  /** The next round looks for calls that are due, whatever the last one saw ahead. */
  lookAgain(): void {
    this.due.lookAgain();
  }

  /** Takes back a call that missed its slot: it is the first to get another. */
  takeBack(claimed: ClaimedCall): void {
    this.held.unshift(claimed);
  }

  /** Gives back what is held. */
  async release(): Promise<void> {
    const held = this.held.splice(0);
    if (held.length > 0) this.mayBeReady = true;
    await Promise.all(held.map((each) => this.claims.giveBack(each)));
  }

  /** `leadMs` is how long a call is prepared before its slot. */
  async run(leadMs: number): Promise<Round> {
    if (this.isStopped && (await this.isStillStopped())) return { slotted: [], waitMs: STOPPED_TICK_MS };
    const due = await this.due.look();
    if (due === 'perhaps') this.readyLookAt = Math.min(this.readyLookAt, this.emptyAt + PERHAPS_MS);
    if (due === 'some' || Date.now() >= this.readyLookAt) this.mayBeReady = true;
    await this.releaseStale();
    await this.fill();
    return this.held.length > 0 ? this.reserve(leadMs) : { slotted: [], waitMs: this.untilDue() };
  }

  private async isStillStopped(): Promise<boolean> {
    const pace = await this.pace.state(0);
    const { openUntil } = pace.breaker;
    const mayProbe = openUntil && this.pace.toLocal(openUntil) <= new Date();
    this.isStopped = stateOf(pace) === 'paused' || (stateOf(pace) === 'tripped' && !mayProbe);
    return this.isStopped;
  }

  /** Calls whose lease would end while they wait are better off with others. */
  private async releaseStale(): Promise<void> {
    const isStale = ({ leaseUntil }: ClaimedCall): boolean =>
      leaseUntil.getTime() - Date.now() < LEASE_LEFT_MS;
    const stale = this.held.filter(isStale);
    this.held = this.held.filter((each) => !isStale(each));
    await Promise.all(stale.map((each) => this.claims.giveBack(each)));
  }

  private async fill(): Promise<void> {
    const wanted = this.most - this.held.length;
    if (!this.mayBeReady || wanted <= 0) return;
    const { claimed, found } = await this.claims.claim(wanted);
    this.mayBeReady = found;
    this.readyLookAt = Date.now() + READY_EACH_MS;
    if (!found) this.emptyAt = Date.now();
    this.held.push(...claimed);
    this.held.sort((a, b) => a.place - b.place);
  }

  private async reserve(leadMs: number): Promise<Round> {
    const isStarved = this.grantedAt > 0 && Date.now() - this.grantedAt > STARVED_AFTER_MS;
    const reserved = await this.pace.reserve(this.held.length, {
      horizonMs: isStarved ? STARVED_HORIZON_MS : HORIZON_MS,
      leadMs,
      servedTurn: turnAt(this.held[0]?.place ?? 0),
    });
    if ('wait' in reserved) return this.wait(reserved.wait, reserved.retryAfterMs);
    this.grantedAt = Date.now();
    const slotted = this.held
      .splice(0, reserved.slots.length)
      .flatMap((claimed, i) => ({ claimed, slot: reserved.slots[i] ?? new Date() }));
    return { slotted, waitMs: this.held.length > 0 ? SLOTS_MS : 0 };
  }

  private async wait(why: PaceWait, retryAfterMs: number): Promise<Round> {
    if (why === 'pace') {
      if (this.grantedAt === 0) this.grantedAt = Date.now();
      return { slotted: [], waitMs: Math.max(SLOTS_MS, retryAfterMs) };
    }
    this.grantedAt = 0;
    if (why === 'concurrency') return { slotted: [], waitMs: retryAfterMs };
    this.isStopped = true;
    await this.release();
    return { slotted: [], waitMs: Math.min(retryAfterMs, STOPPED_TICK_MS) };
  }

  private untilDue(): number {
    this.grantedAt = 0;
    if (this.mayBeReady) return 0;
    return Math.min(this.due.waitMs, this.readyLookAt - Date.now());
  }
}
