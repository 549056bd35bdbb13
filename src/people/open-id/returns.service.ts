import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Clock } from '../../common/time/clock.service.js';
import { type Slot, takePermits } from '../../limits/sliding-window.js';
import { TooManyTriesError } from '../person.errors.js';
import { networkOf } from '../sign-in/network.js';

/** Of one network; whoever comes back from the provider in earnest does not count. */
const FAILURES = { limit: 30, windowMs: 60_000 };
const KNOWN_NETWORKS = 10_000;

/** Bounds how often strangers make Atlas ask the provider for a token, in the memory of this instance. */
@Injectable()
export class ReturnsService {
  private readonly failed = new LRUCache<string, Slot[]>({ max: KNOWN_NETWORKS });

  constructor(private readonly clock: Clock) {}

  /** Counts as failed before it is asked, so that those at the same time count too. Throws TooManyTriesError. */
  async ask<T>(address: string, work: () => Promise<T>): Promise<T> {
    const network = networkOf(address);
    const before = this.failed.get(network) ?? [];
    const { granted, slots, moreInMs } = takePermits(before, 1, FAILURES, this.clock.monotonic());
    if (granted === 0) throw new TooManyTriesError(moreInMs / 1_000);
    this.failed.set(network, slots);
    const at = Math.max(...slots.map((slot) => slot.at));
    const done = await work();
    this.takeBack(network, at);
    return done;
  }

  private takeBack(network: string, at: number): void {
    const slots = this.failed.get(network) ?? [];
    this.failed.set(
      network,
      slots.map((slot) => (slot.at === at ? { at, count: Math.max(0, slot.count - 1) } : slot)),
    );
  }
}
