import { randomUUID } from 'node:crypto';
import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Clock } from '../../common/time/clock.service.js';
import { type WebhookBatch, type WebhookCount, type WebhookSort, WebhookTally } from './webhook-count.js';
import { WebhookCountsRepository } from './webhook-counts.repository.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** A stop does not wait longer for a database that is away. */
const CLOSING_MS = 1_000;

/**
 * Counts webhooks in memory, and writes once a minute what there is: a stranger causes no write of his own. What could not
 * be written is kept, and written again under the same id, so that it counts once whether it had been stored or not.
 */
@Injectable()
export class WebhookCountsService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Webhooks');
  private pending = new WebhookTally();
  /** What is being written, or could not be yet. */
  private unkept?: WebhookBatch;
  private flushing?: Promise<void>;
  private timer?: NodeJS.Timeout;
  private readonly listeners = new Set<(sort: WebhookSort) => void>();

  constructor(
    private readonly batches: WebhookCountsRepository,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.flush(), MINUTE_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.clock.atMost(
      CLOSING_MS,
      this.flush().then(() => this.flush()),
    );
  }

  /** The listener is told of each as it is counted; it is to be quick. */
  onCounted(listener: (sort: WebhookSort) => void): void {
    this.listeners.add(listener);
  }

  count(sort: WebhookSort): void {
    this.pending.add([{ ...sort, count: 1, lastAt: new Date(this.clock.wall()) }]);
    for (const listener of this.listeners) listener(sort);
  }

  /** Writes what there is; one write at a time. Never fails. */
  flush(): Promise<void> {
    this.flushing ??= this.write().finally(() => {
      this.flushing = undefined;
    });
    return this.flushing;
  }

  /** What came to all instances in the hours until now. Of the others it is known as of their last minute. */
  async sumOf(hours: number, now: Date): Promise<WebhookCount[]> {
    const since = new Date(now.getTime() - hours * HOUR_MS);
    for (;;) {
      const { unkept, pending } = this;
      const own = structuredClone([...(unkept?.counts ?? []), ...pending.all]);
      const stored = await this.batches.sumSince(since, unkept?.id);
      // What was pending may else be among what is stored by now.
      if (pending === this.pending) return new WebhookTally().add(stored).add(own).all;
    }
  }

  private async write(): Promise<void> {
    this.unkept ??= this.takePending();
    if (!this.unkept) return;
    try {
      await this.batches.keep(this.unkept);
      this.unkept = undefined;
    } catch (error) {
      this.logger.warn('The counts of webhooks could not be stored, and are kept until they can be', error);
    }
  }

  private takePending(): WebhookBatch | undefined {
    const counts = this.pending.all;
    if (counts.length === 0) return undefined;
    this.pending = new WebhookTally();
    this.warnOf(counts);
    return { id: randomUUID(), until: new Date(this.clock.wall()), counts };
  }

  private warnOf(counts: WebhookCount[]): void {
    const refused = counts.filter(({ reason }) => reason !== undefined);
    if (refused.length === 0) return;
    const each = refused.map(({ kind, reason, count }) => `${count} of ${kind} (${reason})`);
    this.logger.warn(`Refused webhooks within a minute: ${each.join(', ')}`);
  }
}
