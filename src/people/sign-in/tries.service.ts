import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Clock } from '../../common/time/clock.service.js';
import { TooManyTriesError } from '../person.errors.js';

/** Wrong passwords that cost no time: of one person from one network, and beyond those of anybody from one network. */
const FREE_OF_PERSON = 3;
const FREE_OF_NETWORK = 20;
const LONGEST_WAIT_MS = 30_000;
/** After so long without a try all is forgotten. */
const FORGOTTEN_MS = 15 * 60_000;
/** For who wants to be forgotten earlier, among made-up addresses: 110 passwords would have to be compared each second. */
const MOST_KEPT = 100_000;

interface Tries {
  failed: number;
  at: number;
}

/** One, two, four … seconds after each try beyond the free ones. */
const waitAfter = (failed: number, free: number): number =>
  failed < free ? 0 : Math.min(LONGEST_WAIT_MS, 1_000 * 2 ** Math.min(failed - free, 10));

/**
 * Slows down who guesses passwords, in the memory of this instance. The first tries of a person never wait for others'
 * failures: whoever guesses in the same network, and how often, the right password gets in.
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

  /**
   * Makes a try; null where the password is wrong. It counts as failed before it is made, so that guesses at the same
   * time count too; not if it is right, or cannot be made. Throws TooManyTriesError.
   */
  async make<T>(email: string, network: string, compare: () => Promise<T | null>): Promise<T | null> {
    const pair = `${network} ${email}`;
    const isFree = (this.kept.get(pair)?.failed ?? 0) < FREE_OF_PERSON;
    const wait = Math.max(this.waitOf(pair, FREE_OF_PERSON), this.waitOf(network, FREE_OF_NETWORK));
    if (!isFree && wait > 0) throw new TooManyTriesError(wait / 1_000);
    const counted = isFree ? [pair] : [pair, network];
    for (const key of counted) this.count(key, 1);
    let isGuess = false;
    try {
      const right = await compare();
      isGuess = right === null;
      if (!isGuess) this.kept.delete(pair);
      return right;
    } finally {
      if (!isGuess) for (const key of counted) this.count(key, -1);
    }
  }

  private waitOf(key: string, free: number): number {
    const { failed = 0, at = 0 } = this.kept.get(key) ?? {};
    return at + waitAfter(failed, free) - this.clock.monotonic();
  }

  private count(key: string, change: number): void {
    const failed = (this.kept.get(key)?.failed ?? 0) + change;
    if (failed > 0) this.kept.set(key, { failed, at: this.clock.monotonic() });
    else this.kept.delete(key);
  }
}
