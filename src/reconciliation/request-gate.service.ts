import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Environment } from '../config/environment.js';
import { RequestBudgetRepository } from './request-budget.repository.js';

/** Requests per second of the whole deployment: PER_CALL for each call that it may dial in one, and at least these. */
const LEAST_PER_SECOND = 20;
const PER_CALL = 4;
const HORIZON_MS = 1_000;
/** A request that is late comes close to the next one, so a tenth of the limit is left unused. */
const SHARE_OF_LIMIT = 0.9;
/** A slot that was missed by more than this is not used: its request would be sent together with others. */
const STALE_MS = 250;

/**
 * Lets each request about a call wait for its turn, repeats and further pages included: all instances together send
 * Twilio at most `max(20, 4 × TWILIO_CPS)` requests per second. The slots come from the deployment's shared budget.
 */
@Injectable()
export class RequestGate {
  private readonly gapMs: number;
  /** The times of the slots that were taken and are still free, by this process's clock. */
  private slots: number[] = [];
  private taking?: Promise<void>;
  private waiting = 0;

  constructor(
    private readonly budget: RequestBudgetRepository,
    { twilioCps }: Environment,
  ) {
    this.gapMs = 1_000 / (Math.max(LEAST_PER_SECOND, PER_CALL * twilioCps) * SHARE_OF_LIMIT);
  }

  /** Sends the request when it is its turn. */
  readonly through = async <T>(request: () => Promise<T>): Promise<T> => {
    await this.slot();
    return request();
  };

  private async slot(): Promise<void> {
    this.waiting += 1;
    try {
      for (;;) {
        const at = this.slots.shift();
        if (at === undefined) {
          await this.take();
          continue;
        }
        await until(at);
        if (at > Date.now() - STALE_MS) return;
      }
    } finally {
      this.waiting -= 1;
    }
  }

  /** All waiting requests share one query to the budget. */
  private take(): Promise<void> {
    this.taking ??= this.takeSome().finally(() => (this.taking = undefined));
    return this.taking;
  }

  private async takeSome(): Promise<void> {
    const { gapMs, waiting } = this;
    const grant = await this.budget.take({ count: waiting, gapMs, horizonMs: HORIZON_MS });
    const first = Date.now() + grant.firstInMs;
    if (grant.count === 0) return until(first - HORIZON_MS + gapMs);
    this.slots.push(...Array.from({ length: grant.count }, (_, i) => first + i * gapMs));
  }
}

const until = async (at: number): Promise<void> => {
  const ms = at - Date.now();
  if (ms > 0) await sleep(ms);
};
