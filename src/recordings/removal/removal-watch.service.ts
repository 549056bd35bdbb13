import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Clock } from '../../common/time/clock.service.js';
import { Recurring } from '../../common/time/recurring.js';
import { RecordingRemovalService } from './recording-removal.service.js';

const EVERY_MS = 60_000;

/** Looks from time to time for recordings that are deleted here and not elsewhere yet. */
@Injectable()
export class RemovalWatchService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly recurring: Recurring;

  constructor(removal: RecordingRemovalService, clock: Clock) {
    this.recurring = new Recurring({
      clock,
      logger: new Logger('Recordings'),
      everyMs: EVERY_MS,
      what: 'Recordings could not be deleted elsewhere',
      work: (stopping) => removal.tryAgain(stopping),
    });
  }

  onApplicationBootstrap(): void {
    this.recurring.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.recurring.stop();
  }
}
