import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Clock } from '../common/time/clock.service.js';
import { ChainService } from './chain.service.js';
import { RetentionService } from './retention.service.js';

/** Not at once: a start has enough to do, and a command is over by then. */
const FIRST_MS = 60_000;
const HOUR_MS = 3_600_000;
/** A stop does not wait longer for a database that is away. */
const CLOSING_MS = 1_000;

/** Each hour anchors the chain and removes what is too old; at the end closes the chain. */
@Injectable()
export class HourlyService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Audit');
  private readonly stopping = new AbortController();

  constructor(
    private readonly chain: ChainService,
    private readonly retention: RetentionService,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    void this.run();
  }

  /** After all that was written before. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.clock.atMost(
      CLOSING_MS,
      this.attempt(() => this.chain.anchor('closed')),
    );
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    for (let ms = FIRST_MS; ; ms = HOUR_MS) {
      await this.clock.sleep(ms, signal);
      if (signal.aborted) return;
      await this.attempt(() => this.chain.anchor('regular'));
      await this.attempt(() => this.retention.removeOld(signal));
    }
  }

  /** The next hour tries again. */
  private async attempt(work: () => Promise<void>): Promise<void> {
    await work().catch((error: unknown) =>
      this.logger.warn('The audit log could not be kept in order', error),
    );
  }
}
