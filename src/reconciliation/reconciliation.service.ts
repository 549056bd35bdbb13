import { setTimeout as delay } from 'node:timers/promises';
import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Environment } from '../config/environment.js';
import { ReconcilerService } from './reconciler.service.js';

const SLOWEST_SECONDS = 10;
const LONGEST_RETRY_MS = 30_000;
/** How long calls that are being looked into are waited for at the end. */
const SHUTDOWN_MS = 3_000;

/** Has the calls that are due looked into, for ever. Each instance does so; a claim on each call shares the work. */
@Injectable()
export class ReconciliationService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Reconciliation');
  private readonly stopping = new AbortController();
  private readonly idleMs: number;
  private running?: Promise<void>;
  private failures = 0;

  constructor(
    private readonly reconciler: ReconcilerService,
    { reconcileAfterSeconds }: Environment,
  ) {
    this.idleMs = Math.max(1, Math.min(SLOWEST_SECONDS, reconcileAfterSeconds / 4)) * 1_000;
  }

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  /** Lets calls that are being looked into come to their end, and leaves the others to the other instances. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    const tooLate = new AbortController();
    await Promise.race([this.running, rest(SHUTDOWN_MS, tooLate.signal)]);
    tooLate.abort();
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.reconcile();
      await rest(Math.min(this.idleMs * 2 ** this.failures, LONGEST_RETRY_MS), signal);
    }
  }

  /** Never fails: what went wrong is tried again, later each time. */
  private async reconcile(): Promise<void> {
    try {
      await this.reconciler.reconcile(this.stopping.signal);
      this.failures = 0;
    } catch (error) {
      if (this.failures === 0) this.logger.error(`Reconciliation waits: ${String(error)}`);
      this.failures += 1;
    }
  }
}

/** Lets milliseconds pass, or fewer when the signal is aborted. */
const rest = async (ms: number, signal: AbortSignal): Promise<void> => {
  await delay(ms, undefined, { signal, ref: false }).catch(() => undefined);
};
