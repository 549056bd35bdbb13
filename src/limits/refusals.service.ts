import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { normalizeIp } from '@nestjs/throttler';
import { LRUCache } from 'lru-cache';
import { Clock } from '../common/time/clock.service.js';
import { FailureLimitError } from './limits.errors.js';
import { type Slot, takePermits } from './sliding-window.js';

export const FAILURES_A_MINUTE = 60;
const MINUTE_MS = 60_000;
/** Strangers take no more memory than this. */
const KNOWN_ADDRESSES = 10_000;

/** What a request was refused for. */
export type Refusal = 'credential' | 'signature' | 'limit';

/**
 * Counts what is refused, in memory alone: a stranger causes no write. Only failures are counted against an address, so
 * that whoever shares it with a stranger, behind one proxy for example, gets in as before.
 */
@Injectable()
export class RefusalsService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(RefusalsService.name);
  private readonly failures = new LRUCache<string, Slot[]>({ max: KNOWN_ADDRESSES });
  private counts: Record<Refusal, number> = { credential: 0, signature: 0, limit: 0 };
  private timer?: NodeJS.Timeout;

  constructor(private readonly clock: Clock) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.flush(), MINUTE_MS).unref();
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.timer);
    this.flush();
  }

  /** To be called for each refusal. */
  count(refusal: Refusal): void {
    this.counts[refusal] += 1;
  }

  /** Counts a failure against an address; what to say where there were too many of its sort, else null. */
  fail(refusal: Refusal, address = ''): FailureLimitError | null {
    const key = `${refusal} ${normalizeIp(address)}`;
    const { granted, slots, moreInMs } = takePermits(
      this.failures.get(key) ?? [],
      1,
      { limit: FAILURES_A_MINUTE, windowMs: MINUTE_MS },
      this.clock.monotonic(),
    );
    this.failures.set(key, slots);
    return granted > 0 ? null : new FailureLimitError(FAILURES_A_MINUTE, Math.ceil(moreInMs / 1_000));
  }

  /** Writes what was counted since the last time into the log. */
  flush(): void {
    const { credential, signature, limit } = this.counts;
    if (credential + signature + limit === 0) return;
    this.counts = { credential: 0, signature: 0, limit: 0 };
    this.logger.warn(
      `Refused within a minute: ${credential} without a good API key, ${signature} webhooks without a good signature, ${limit} over a limit`,
    );
  }
}
