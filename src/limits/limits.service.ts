import { Injectable } from '@nestjs/common';
import type { ThrottlerStorage } from '@nestjs/throttler';
import { LRUCache } from 'lru-cache';
import { PlanClock } from '../common/time/plan-clock.service.js';
import { toDatabaseError } from '../database/database.errors.js';
import type { KeptWindow } from './kept-window.js';
import { type Limit, type Taking, takePermits } from './sliding-window.js';
import { WindowsRepository } from './windows.repository.js';

type Answer = Awaited<ReturnType<ThrottlerStorage['increment']>>;

/** Requests of one key that are counted together. */
interface Batch {
  size: number;
  taking: Promise<Taking>;
}

const KNOWN_KEYS = 10_000;
/** Each try that fails is one that another instance has won. */
const MOST_TRIES = 100;

/** Counts requests for all instances together, and never lets more than the limit through. */
@Injectable()
export class LimitsService implements ThrottlerStorage {
  /** As this instance left them. Others only take more: what is full here is full, and needs no look. */
  private readonly known = new LRUCache<string, KeptWindow>({ max: KNOWN_KEYS });
  /** What is being counted, and what waits to be counted with one write when that is done. */
  private readonly counting = new Map<string, Promise<unknown>>();
  private readonly waiting = new Map<string, Batch>();

  constructor(
    private readonly windows: WindowsRepository,
    private readonly clock: PlanClock,
  ) {}

  /** Times in seconds. Throws DatabaseUnavailableError. */
  async increment(key: string, windowMs: number, limit: number): Promise<Answer> {
    const batch = this.waiting.get(key) ?? this.openBatch(key, { limit, windowMs });
    const place = batch.size++;
    const { granted, left, moreInMs } = await batch.taking;
    const isBlocked = place >= granted;
    const remaining = left + Math.max(0, granted - 1 - place);
    const seconds = Math.ceil(moreInMs / 1_000);
    return {
      totalHits: limit - remaining + (isBlocked ? 1 : 0),
      timeToExpire: seconds,
      isBlocked,
      timeToBlockExpire: isBlocked ? seconds : 0,
    };
  }

  private openBatch(key: string, limit: Limit): Batch {
    const batch: Batch = { size: 0, taking: this.countAfter(this.counting.get(key), key, limit) };
    this.waiting.set(key, batch);
    return batch;
  }

  private async countAfter(before: Promise<unknown> | undefined, key: string, limit: Limit): Promise<Taking> {
    await before;
    const { size = 0 } = this.waiting.get(key) ?? {};
    this.waiting.delete(key);
    const taking = this.take(key, size, limit);
    const done = taking
      .catch(() => undefined)
      .finally(() => {
        if (this.counting.get(key) === done) this.counting.delete(key);
      });
    this.counting.set(key, done);
    return taking;
  }

  private async take(key: string, wanted: number, limit: Limit): Promise<Taking> {
    try {
      for (let tries = 0; tries < MOST_TRIES; tries++) {
        const taking = await this.tryToTake(key, wanted, limit);
        if (taking) return taking;
      }
    } catch (error) {
      throw toDatabaseError(error) ?? error;
    }
    throw new Error(`The window of ${key} is changed too often`);
  }

  private async tryToTake(key: string, wanted: number, limit: Limit): Promise<Taking | null> {
    const found = this.known.get(key) ?? (await this.windows.find(key));
    const now = this.clock.now().getTime();
    const taking = takePermits(found?.slots ?? [], wanted, limit, now);
    if (taking.granted === 0) return taking;
    const expiresAt = new Date(now + 2 * limit.windowMs);
    const kept = await this.windows.replace(key, found, taking.slots, expiresAt);
    if (kept) this.known.set(key, kept);
    else this.known.delete(key);
    return kept && taking;
  }
}
