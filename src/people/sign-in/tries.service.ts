import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Clock } from '../../common/time/clock.service.js';
import { TooManyTriesError } from '../person.errors.js';
import { networkOf } from './network.js';

/** Wrong passwords in a row that cost no time: of one person from one network, and of anybody from one network. */
const FREE_OF_PERSON = 3;
const FREE_OF_NETWORK = 20;
const LONGEST_WAIT_MS = 30_000;
/** After so long without a try all is forgotten. */
const FORGOTTEN_MS = 15 * 60_000;
const MOST_KEPT = 10_000;

interface Tries {
  failed: number;
  at: number;
}

/** One, two, four … seconds after each try beyond the free ones. */
const waitAfter = (failed: number, free: number): number =>
  failed < free ? 0 : Math.min(LONGEST_WAIT_MS, 1_000 * 2 ** Math.min(failed - free, 10));

/**
 * Slows down who guesses passwords, in the memory of this instance. Nobody is locked out: other networks are not held
 * up, and the wait is bounded.
 */
@Injectable()
export class TriesService {
  private readonly kept: LRUCache<string, Tries>;

  constructor(private readonly clock: Clock) {
    this.kept = new LRUCache({
      max: MOST_KEPT,
      ttl: FORGOTTEN_MS,
      ttlResolution: 0,
      perf: { now: () => this.clock.monotonic() },
    });
  }

  /** Counts a try as failed before it is made, so that guesses at the same time count too. Throws TooManyTriesError. */
  begin(email: string, address: string): void {
    const network = networkOf(address);
    const keys: [key: string, free: number][] = [
      [`${network} ${email}`, FREE_OF_PERSON],
      [network, FREE_OF_NETWORK],
    ];
    const wait = Math.max(...keys.map(([key, free]) => this.waitOf(key, free)));
    if (wait > 0) throw new TooManyTriesError(wait / 1_000);
    for (const [key] of keys) this.count(key, 1);
  }

  /** The try that was begun was no guess. */
  succeed(email: string, address: string): void {
    const network = networkOf(address);
    this.kept.delete(`${network} ${email}`);
    this.count(network, -1);
  }

  private waitOf(key: string, free: number): number {
    const { failed = 0, at = 0 } = this.kept.get(key) ?? {};
    return at + waitAfter(failed, free) - this.clock.monotonic();
  }

  private count(key: string, change: number): void {
    const failed = (this.kept.get(key)?.failed ?? 0) + change;
    this.kept.set(key, { failed, at: this.clock.monotonic() });
  }
}
