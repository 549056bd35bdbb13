import { Injectable } from '@nestjs/common';
import { Clock } from '../common/time/clock.service.js';
import { DispatchService } from '../dispatch/dispatch.service.js';
import { stateOf } from '../dispatch/dispatcher-record.js';
import { Metrics } from './metrics.registry.js';

/** However often Prometheus asks, the database is asked no oftener. */
const EVERY_MS = 5_000;
const LIMIT_MS = 2_000;
const STATES = ['running', 'paused', 'tripped'] as const;

/** Measures the queue, when somebody looks. */
@Injectable()
export class QueueDepthService {
  private askedAt = -Infinity;
  private asking?: Promise<void>;

  constructor(
    private readonly dispatch: DispatchService,
    private readonly metrics: Metrics,
    private readonly clock: Clock,
  ) {}

  /** Never fails, and takes no longer than 2 s: what is not known then is left out. */
  async refresh(): Promise<void> {
    if (!this.asking && this.clock.monotonic() - this.askedAt >= EVERY_MS) {
      this.askedAt = this.clock.monotonic();
      this.metrics.databaseUp.set(0);
      this.asking = this.ask().finally(() => {
        this.asking = undefined;
      });
    }
    if (this.asking) await this.clock.atMost(LIMIT_MS, this.asking);
  }

  private async ask(): Promise<void> {
    const { waiting, live, dispatchState, databaseUp } = this.metrics;
    try {
      const overview = await this.dispatch.overview();
      waiting.set(overview.waiting);
      live.set(overview.live);
      const now = stateOf(overview.record);
      for (const state of STATES) dispatchState.set({ state }, state === now ? 1 : 0);
      databaseUp.set(1);
    } catch {
      // An old number would be taken for a new one.
      waiting.remove();
      live.remove();
      dispatchState.reset();
    }
  }
}
