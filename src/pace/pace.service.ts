import { randomUUID } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Environment } from '../config/environment.js';
import type { DialReport } from './breaker.js';
import { BreakerService } from './breaker.service.js';
import { type Grant, type Pace, type PaceWait } from './pace.js';
import { PaceRepository } from './pace.repository.js';
import { ServerClock } from './server-clock.js';

/** The account's limit is not reached quite: clocks, timers and the network are not exact. */
const SHARE_OF_LIMIT = 0.98;
const PAUSED_RETRY_MS = 2_000;
const FULL_RETRY_MS = 1_000;
/** How old what is known of the pace may be for who only wants to know. */
const FRESH_MS = 2_000;

/** Slots at which to dial, in this process's clock; or why there is none, and when to ask again. */
export type Reserved = { slots: Date[] } | { wait: PaceWait; retryAfterMs: number };

export interface ReserveOptions {
  /** No slot further ahead than this is wanted. */
  horizonMs: number;
  /** Milliseconds that are needed before the first slot. */
  leadMs?: number;
  /** The turn of the call that the first slot is for. */
  servedTurn?: number;
}

/** The pace of the whole deployment: every dial, of whatever instance, has a slot from here. */
@Injectable()
export class PaceService implements OnModuleInit {
  private readonly instance = randomUUID();
  private readonly limit: number;
  private readonly gapMs: number;
  private readonly maxCalls?: number;
  private countLive?: () => Promise<number>;
  private asking?: Promise<Pace>;
  private known?: { pace: Pace; at: number };

  constructor(
    private readonly paces: PaceRepository,
    private readonly breaker: BreakerService,
    private readonly clock: ServerClock,
    { twilioCps, maxConcurrentCalls }: Environment,
  ) {
    this.limit = twilioCps;
    this.gapMs = 1000 / (twilioCps * SHARE_OF_LIMIT);
    this.maxCalls = maxConcurrentCalls;
  }

  async onModuleInit(): Promise<void> {
    await this.paces.open();
  }

  /**
   * How late a call may be for its slot: were all that late at once, no second would hold more than the limit and one.
   * Half of it is left for what comes after, the way to Twilio above all.
   */
  get slackMs(): number {
    const { limit } = this;
    return ((limit + 1) / (limit * SHARE_OF_LIMIT) - 1) * 500;
  }

  /** How calls that go on are counted; asked only where their number is limited. */
  countLiveBy(count: () => Promise<number>): void {
    this.countLive = count;
  }

  /** Reserves as many slots as there are, up to `count`, evenly spaced and before the horizon. */
  async reserve(count: number, options: ReserveOptions): Promise<Reserved> {
    const { horizonMs, leadMs = 0, servedTurn = 0 } = options;
    const room = await this.room();
    const askedAt = Date.now();
    const { gapMs, instance } = this;
    const grant = await this.paces.reserve({ instance, count, gapMs, leadMs, horizonMs, servedTurn, room });
    this.clock.observe(askedAt, grant.now);
    this.learn(grant.pace);
    if (grant.granted === 0) return this.refusal(grant, horizonMs);
    const slots = Array.from({ length: grant.granted }, (_, i) =>
      this.clock.toLocal(grant.first + i * gapMs),
    );
    return { slots };
  }

  /** Tells how a request to dial went. Never fails and never waits. */
  report(report: DialReport): void {
    this.breaker.report(report);
  }

  /** Stops all dialling, on every instance; slots reserved before are still used. Without effect while paused. */
  async pause(): Promise<Pace> {
    await this.paces.setPaused(true, this.clock.now());
    return this.learn(await this.paces.find());
  }

  /** Without effect where it is not paused. */
  async resume(): Promise<Pace> {
    await this.paces.setPaused(false, this.clock.now());
    return this.learn(await this.paces.find());
  }

  /** What is known of the pace, not older than that. */
  async state(maxAgeMs = FRESH_MS): Promise<Pace> {
    if (this.known && Date.now() - this.known.at < maxAgeMs) return this.known.pace;
    // Many may want to know at the same time.
    this.asking ??= this.paces.find().finally(() => (this.asking = undefined));
    return this.learn(await this.asking);
  }

  /** Whether this instance gives calls their turns, as far as is known: it leads, or nobody does. */
  get mayLead(): boolean {
    const leader = this.known?.pace.leader;
    return !leader || leader.id === this.instance || leader.until < this.clock.now();
  }

  /** A moment of the server's clock on this process's own. */
  toLocal(serverTime: Date): Date {
    return this.clock.toLocal(serverTime.getTime());
  }

  private learn(pace: Pace): Pace {
    this.known = { pace, at: Date.now() };
    return pace;
  }

  private async room(): Promise<{ calls: number; countedAt: number } | undefined> {
    if (this.maxCalls === undefined) return undefined;
    if (!this.countLive) throw new Error('The number of calls is limited, and nobody counts them');
    const countedAt = this.clock.now().getTime();
    return { calls: this.maxCalls - (await this.countLive()), countedAt };
  }

  private refusal({ pace, now, first }: Grant, horizonMs: number): Reserved {
    const { pausedAt, breaker } = pace;
    if (pausedAt) return { wait: 'paused', retryAfterMs: PAUSED_RETRY_MS };
    const openMs = (breaker.openUntil?.getTime() ?? 0) - now.getTime();
    if (openMs > 0) return { wait: 'breaker', retryAfterMs: openMs };
    const early = first - horizonMs - now.getTime();
    if (early > 0) return { wait: 'pace', retryAfterMs: Math.ceil(early) };
    return { wait: 'concurrency', retryAfterMs: FULL_RETRY_MS };
  }
}
