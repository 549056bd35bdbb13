import { setMaxListeners } from 'node:events';
import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { putsInQueue } from '../calls/events/call-change.js';
import { CallEventsService } from '../calls/events/call-events.service.js';
import { CallQueueService } from '../calls/queue/call-queue.service.js';
import { PaceService } from '../pace/pace.service.js';
import { DispatchRoundService, type SlottedCall } from './dispatch-round.service.js';
import { LaunchService } from './launch.service.js';
import { sleep } from './sleep.js';

/** Rounds are at least so far apart: what comes meanwhile is served together. */
const SHORTEST_ROUND_MS = 50;
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 10_000;
/** How long calls that are being dialled are waited for at the end. */
const SHUTDOWN_MS = 3_000;

/** Dials the calls that wait, each at its time and at the deployment's pace: round after round, until the end. */
@Injectable()
export class DispatcherService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Dispatch');
  private readonly stopping = new AbortController();
  private readonly launches = new Set<Promise<void>>();
  private running?: Promise<void>;
  private rest = new AbortController();
  private failures = 0;

  constructor(
    private readonly queue: CallQueueService,
    private readonly events: CallEventsService,
    private readonly rounds: DispatchRoundService,
    private readonly launcher: LaunchService,
    private readonly pace: PaceService,
  ) {}

  onApplicationBootstrap(): void {
    // Every launch listens to it.
    setMaxListeners(0, this.stopping.signal);
    this.pace.countLiveBy(() => this.queue.countLive());
    // Other instances see it when they look.
    this.events.subscribe(({ change }) => {
      if (putsInQueue(change)) this.wake();
    });
    this.running = this.run();
  }

  /** Looks for calls now. */
  wake(): void {
    this.rounds.lookAgain();
    this.rest.abort();
  }

  /** Lets calls that are being dialled come to their end, and leaves the others to the other instances. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    this.rest.abort();
    const tooLate = new AbortController();
    await Promise.race([this.end(), sleep(SHUTDOWN_MS, tooLate.signal)]);
    tooLate.abort();
  }

  private async end(): Promise<void> {
    await this.running;
    await Promise.all(this.launches);
    await this.rounds.release().catch((error: unknown) => {
      this.logger.warn(`Calls that were claimed wait for the end of their leases: ${String(error)}`);
    });
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const waitMs = await this.round();
      await sleep(SHORTEST_ROUND_MS, this.stopping.signal);
      await sleep(waitMs - SHORTEST_ROUND_MS, this.rest.signal);
    }
  }

  /** Answers how long to rest. Never fails: what went wrong is tried again, later each time. */
  private async round(): Promise<number> {
    // Whoever wakes from now on has news that this round may not have seen.
    this.rest = new AbortController();
    try {
      const { slotted, waitMs } = await this.rounds.run(this.launcher.leadMs);
      for (const each of slotted) this.launch(each);
      if (this.failures > 0) this.logger.log('Dispatch goes on');
      this.failures = 0;
      return waitMs;
    } catch (error) {
      if (this.failures === 0) this.logger.error(`Dispatch waits: ${String(error)}`);
      this.failures += 1;
      return Math.min(FIRST_RETRY_MS * 2 ** (this.failures - 1), LONGEST_RETRY_MS);
    }
  }

  private launch({ claimed, slot }: SlottedCall): void {
    const launch = this.launcher.launch(claimed, slot, this.stopping.signal).then((outcome) => {
      this.launches.delete(launch);
      if (outcome !== 'missed') return;
      this.rounds.takeBack(claimed);
      this.rest.abort();
    });
    this.launches.add(launch);
  }
}
