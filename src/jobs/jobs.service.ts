import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Agenda } from 'agenda';
import pRetry from 'p-retry';

interface RecurringJob {
  name: string;
  seconds: number;
  run: () => Promise<void>;
}

/** A killed instance's job is run by another one after this long; a job must end sooner. */
const LOCK_SECONDS = 20;
const SHUTDOWN_MS = 3_000;

/** A handful of recurring jobs, each run by one instance at a time; which one is settled in the database. */
@Injectable()
export class JobsService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Jobs');
  private readonly jobs: RecurringJob[] = [];

  constructor(private readonly agenda: Agenda) {
    agenda.on('error', (error: Error) => this.logger.error(`Jobs wait: ${error.message}`));
  }

  /** Runs the job every so many seconds from start on; to be called before the application has started. */
  every(seconds: number, name: string, run: () => Promise<void>): void {
    this.jobs.push({ name, seconds, run });
  }

  async onApplicationBootstrap(): Promise<void> {
    if (this.jobs.length === 0) return;
    const quickest = Math.min(...this.jobs.map(({ seconds }) => seconds));
    this.agenda.processEvery(Math.max(1, quickest / 2) * 1_000);
    for (const job of this.jobs) this.define(job);
    await this.agenda.start();
    // Several instances may make the job's document at once, and all but one of them fail.
    for (const { name, seconds } of this.jobs) {
      await pRetry(() => this.agenda.every(seconds * 1_000, name), { retries: 5, minTimeout: 50 });
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.jobs.length > 0) await this.agenda.drain(SHUTDOWN_MS);
  }

  private define({ name, run }: RecurringJob): void {
    const guarded = async (): Promise<void> => {
      try {
        await run();
      } catch (error) {
        this.logger.error(`Job ${name} failed and will run again`, error);
      }
    };
    this.agenda.define(name, guarded, { lockLifetime: LOCK_SECONDS * 1_000, concurrency: 1 });
  }
}
