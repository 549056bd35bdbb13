import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Environment } from '../config/environment.js';
import { RequestBudgetRepository } from './request-budget.repository.js';

/** Of the whole deployment, a second: each call that is dialled may want some, and an idle one is not to be slow. */
const LEAST_PER_SECOND = 20;
const PER_CALL = 4;
const HORIZON_MS = 1_000;
/** Some are late, and come together with those after them: so much of the limit is used. */
const SHARE_OF_LIMIT = 0.9;
/** One that is later than this is lost: sent then, it would come on top of others. */
const STALE_MS = 250;

/**
 * What each request about a call goes through, repeats and further pages included. However many instances there are,
 * no more than `max(20, 4 × TWILIO_CPS)` a second reach Twilio; they are taken from the deployment's budget some at a time.
 */
@Injectable()
export class RequestGate {
  private readonly gapMs: number;
  /** When the requests that were taken may be sent, by this process's clock. */
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

  /** One taking serves all that wait. */
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
