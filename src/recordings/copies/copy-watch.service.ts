import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Clock } from '../../common/time/clock.service.js';
import { Recurring } from '../../common/time/recurring.js';
import { RecordingsService } from '../recordings.service.js';
import { CopyingService } from './copying.service.js';

const EVERY_MS = 60_000;

/** Copies each recording once it is complete, and looks from time to time for those that are still to be copied. */
@Injectable()
export class CopyWatchService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly recurring: Recurring;

  constructor(
    private readonly copying: CopyingService,
    private readonly recordings: RecordingsService,
    clock: Clock,
  ) {
    this.recurring = new Recurring({
      clock,
      logger: new Logger('Recordings'),
      everyMs: EVERY_MS,
      what: 'Recordings could not be copied',
      work: async (stopping) => {
        if (await this.copying.copyDue(stopping)) this.recurring.wake();
      },
    });
  }

  onApplicationBootstrap(): void {
    if (!this.copying.isNeeded) return;
    this.recordings.onComplete(() => this.recurring.wake());
    this.recurring.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.recurring.stop();
  }
}
