import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { waitIn } from '../calls/events/wait-in.js';
import { CallEventsService } from '../calls/events/call-events.service.js';
import { Clock } from '../common/time/clock.service.js';
import { EngineService } from './engine.service.js';
import { HeldUpWatchService } from './held-up-watch.service.js';
import { LeadershipService } from './leadership.service.js';

const AGAIN_MS = 500;
/** How long calls that are being dialled are waited for at the end. */
const SHUTDOWN_MS = 3_000;

/** Follows who dials, and dials where nobody does, until the end. */
@Injectable()
export class DispatcherService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Dispatch');
  private readonly stopping = new AbortController();
  private running?: Promise<void>;
  private stopped?: Promise<void>;
  private unsubscribe?: () => void;

  constructor(
    private readonly leadership: LeadershipService,
    private readonly engine: EngineService,
    private readonly events: CallEventsService,
    private readonly heldUp: HeldUpWatchService,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    // What other instances put into the queue is seen when it is looked for.
    this.unsubscribe = this.events.subscribe(({ change }) => {
      if (waitIn(change)) this.engine.wake();
    });
    this.running = this.run();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.stop();
  }

  /** Lets calls that are being dialled come to their end, and another instance lead. However often it is called. */
  stop(): Promise<void> {
    return (this.stopped ??= this.end());
  }

  private async end(): Promise<void> {
    this.stopping.abort();
    this.engine.wake();
    this.unsubscribe?.();
    const tooLate = new AbortController();
    await Promise.race([this.running, this.clock.sleep(SHUTDOWN_MS, tooLate.signal)]);
    tooLate.abort();
  }

  /** Never fails: what went wrong is tried again. */
  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        await this.leadership.follow(signal, (record) => this.heldUp.hear(record));
        const term = this.leadership.current;
        if (term !== null) await this.lead(term);
      } catch (error) {
        this.logger.error(`Dispatch waits: ${String(error)}`);
        await this.clock.sleep(AGAIN_MS, signal);
      }
    }
  }

  private async lead(term: string): Promise<void> {
    this.logger.log('This instance dials for the deployment');
    try {
      await this.engine.run(term, this.stopping.signal);
    } finally {
      await this.leadership.release();
    }
    // Not before: there may be very many, and nobody else leads meanwhile.
    await this.engine.leave();
    // Who is to lead again is not kept from it by what another leader's calls wait for.
    if (this.stopping.signal.aborted) await this.engine.answered();
  }
}
