import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Clock } from '../common/time/clock.service.js';
import { Recurring } from '../common/time/recurring.js';
import { RetentionService } from './retention.service.js';

const HOUR_MS = 3_600_000;
/** Not at once: a start has enough to do. */
const FIRST_MS = 90_000;

/** Each hour has deleted what is older than it is kept, where anything is kept for some days only. */
@Injectable()
export class RetentionWatchService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly recurring: Recurring;

  constructor(
    private readonly retention: RetentionService,
    clock: Clock,
  ) {
    this.recurring = new Recurring({
      clock,
      logger: new Logger('Retention'),
      everyMs: HOUR_MS,
      what: 'What is older than it is kept could not be deleted',
      work: async (stopping) => {
        if (await this.retention.removeOld(stopping)) this.recurring.wake();
      },
    });
  }

  onApplicationBootstrap(): void {
    if (this.retention.isNeeded) this.recurring.start(FIRST_MS);
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.recurring.stop();
  }
}
