import { setTimeout as delay } from 'node:timers/promises';
import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Agenda } from 'agenda';
import pRetry from 'p-retry';
import { JobDocumentsRepository } from './job-documents.repository.js';

interface RecurringJob {
  name: string;
  seconds: number;
  run: () => Promise<void>;
}

/** A killed instance's job is run by another one after this long; a job must end sooner. */
const LOCK_SECONDS = 10;
const SHUTDOWN_MS = 3_000;

/** A handful of recurring jobs, each run by one instance at a time; which one is settled in the database. */
@Injectable()
export class JobsService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Jobs');
  private readonly jobs: RecurringJob[] = [];
  private readonly running = new Set<Promise<void>>();
  private look: NodeJS.Timeout | undefined;

  constructor(
    private readonly agenda: Agenda,
    private readonly documents: JobDocumentsRepository,
  ) {
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
    for (const job of this.jobs) await pRetry(() => this.schedule(job), { retries: 5, minTimeout: 50 });
    this.look = setInterval(() => this.track(this.lookAfter()), quickest * 1_000);
  }

  /** Lets a job that runs come to its end, and leaves those that wait to the other instances. */
  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.look);
    if (this.jobs.length === 0) return;
    const tooLate = new AbortController();
    await Promise.race([
      Promise.allSettled(this.running),
      delay(SHUTDOWN_MS, undefined, { signal: tooLate.signal, ref: false }),
    ]);
    tooLate.abort();
    await this.agenda.stop(false);
  }

  /**
   * Makes the job's one document where there is none: to write another one's would unlock a job that runs. Several
   * instances may make it at once, and then all but one of them fail.
   */
  private async schedule({ name, seconds }: RecurringJob): Promise<void> {
    const interval = seconds * 1_000;
    try {
      await this.documents.keepUnique();
      const job = this.agenda.create(name).unique({ name }, { insertOnly: true });
      await job.repeatEvery(interval, { skipImmediate: true }).save();
      await this.documents.setInterval(name, interval);
      await this.documents.bringBack(name, interval, new Date());
    } catch (error) {
      throw new Error(`Job ${name} could not be scheduled`, { cause: error });
    }
  }

  /** A clock may jump while Atlas runs, on this instance or another: any of them sets right what it wrote. */
  private async lookAfter(): Promise<void> {
    try {
      for (const { name, seconds } of this.jobs)
        await this.documents.bringBack(name, seconds * 1_000, new Date());
    } catch (error) {
      this.logger.error('Jobs could not be looked after', error);
    }
  }

  private define({ name, run }: RecurringJob): void {
    const begin = (_job: unknown, done: () => void): void => {
      const failed = (error: unknown): void =>
        this.logger.error(`Job ${name} failed and will run again`, error);
      this.track(run().catch(failed).finally(done));
    };
    this.agenda.define(name, begin, { lockLifetime: LOCK_SECONDS * 1_000, concurrency: 1 });
  }

  /** What must come to its end before the application may. */
  private track(work: Promise<void>): void {
    const running = work.finally(() => this.running.delete(running));
    this.running.add(running);
  }
}
