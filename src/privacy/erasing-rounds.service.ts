import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Clock } from '../common/time/clock.service.js';
import { PlanClock } from '../common/time/plan-clock.service.js';
import { ErasingService } from './erasing.service.js';
import { LEASE_MS } from './held-erasure.service.js';
import { ErasuresRepository } from './erasures.repository.js';

/** While nothing is to be erased. */
const IDLE_MS = 20_000;
/** After one was gone on with, which may wait for calls to end, for some time. */
const BUSY_MS = 2_000;
const BUSY_FOR_MS = 60_000;
/** A stop waits so long for what is being erased. */
const STOPPING_MS = 2_000;

/** Goes on with every erasure that is not done, for as long as Atlas runs. Instances share the work by claiming each. */
@Injectable()
export class ErasingRounds implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Privacy');
  private readonly stopping = new AbortController();
  private bell = new AbortController();
  private running = Promise.resolve();
  private busyUntil = -Infinity;

  constructor(
    private readonly erasures: ErasuresRepository,
    private readonly erasing: ErasingService,
    private readonly clock: Clock,
    private readonly planClock: PlanClock,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    this.ring();
    await this.clock.atMost(STOPPING_MS, this.running);
  }

  /** Somebody has just asked for one. */
  ring(): void {
    this.bell.abort();
  }

  /** Goes on with one that is due, where there is one. */
  async goOnWithOne(): Promise<boolean> {
    const now = this.planClock.now();
    const erasure = await this.erasures.claim(now, new Date(now.getTime() + LEASE_MS));
    if (!erasure) return false;
    await this.erasing.goOn(erasure, this.stopping.signal);
    this.busyUntil = this.clock.monotonic() + BUSY_FOR_MS;
    return true;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const isBusy = this.clock.monotonic() < this.busyUntil;
      await this.clock.sleep(isBusy ? BUSY_MS : IDLE_MS, this.bell.signal);
      this.bell = new AbortController();
      await this.look();
    }
  }

  private async look(): Promise<void> {
    try {
      while (!this.stopping.signal.aborted && (await this.goOnWithOne()));
    } catch (error) {
      this.logger.warn('What is to be erased could not be looked up: again soon', error);
    }
  }
}
