import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Clock } from '../common/time/clock.service.js';
import { Environment } from '../config/environment.js';
import { TwilioService } from '../twilio/twilio.service.js';
import { ReconcilerService } from './reconciler.service.js';

/** So that an end that is missing never waits for five seconds. */
const SLOWEST_SECONDS = 4.5;
/** Of so many looks while there is nothing to do, one is for calls that have an end, too. */
const WIDE_EACH = 2;
const LONGEST_RETRY_MS = 30_000;
/** How long a shutdown waits for the calls that are being looked into. */
const SHUTDOWN_MS = 3_000;
/** And how long for what was learnt to be stored, once Twilio is not waited for any more: the database is still there. */
const STORING_MS = 1_000;

/** Looks into the calls that are due for as long as Atlas runs. Instances share the work by claiming each call. */
@Injectable()
export class ReconciliationService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Reconciliation');
  private readonly stopping = new AbortController();
  private readonly idleMs: number;
  private running?: Promise<void>;
  private failures = 0;
  /** When calls that have an end are looked for again: idle instances ask less. */
  private wideFrom = 0;

  constructor(
    private readonly reconciler: ReconcilerService,
    private readonly twilio: TwilioService,
    private readonly clock: Clock,
    { reconcileAfterSeconds }: Environment,
  ) {
    this.idleMs = Math.max(1, Math.min(SLOWEST_SECONDS, reconcileAfterSeconds / 4)) * 1_000;
  }

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  /** Waits for the calls that are being looked into, then for no answer of Twilio: the other instances look into the rest. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    if (await this.endsWithin(SHUTDOWN_MS)) return;
    this.twilio.stopReading();
    await this.endsWithin(STORING_MS);
  }

  private async endsWithin(ms: number): Promise<boolean> {
    const tooLate = new AbortController();
    const ended = Promise.resolve(this.running).then(() => true);
    const hasEnded = await Promise.race([ended, this.clock.sleep(ms, tooLate.signal).then(() => false)]);
    tooLate.abort();
    return hasEnded;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.reconcile();
      await this.clock.sleep(Math.min(this.idleMs * 2 ** this.failures, LONGEST_RETRY_MS), signal);
    }
  }

  /** Never fails: after an error it waits longer and tries again. */
  private async reconcile(): Promise<void> {
    try {
      const { wideFrom } = this;
      // Half a rest earlier: timers are not exact.
      const now = this.clock.monotonic();
      if (now >= wideFrom) this.wideFrom = now + (WIDE_EACH - 0.5) * this.idleMs;
      await this.reconciler.reconcile(this.stopping.signal, wideFrom);
      this.failures = 0;
    } catch (error) {
      if (this.failures === 0) this.logger.error(`Reconciliation waits: ${String(error)}`);
      this.failures += 1;
    }
  }
}
