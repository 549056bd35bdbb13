import { Injectable } from '@nestjs/common';
import type { Call } from '../calls/model/call.js';
import { CallQueueService } from '../calls/queue/call-queue.service.js';
import type { HeldUp } from '../calls/model/call-step.js';
import { Kept } from '../common/kept.js';
import { type Page, pageOffset, type PageRequest, totalBounds } from '../common/page.js';
import { Environment } from '../config/environment.js';
import { Clock } from '../common/time/clock.service.js';
import type { DispatcherRecord } from './dispatcher-record.js';
import { DispatcherRepository } from './dispatcher.repository.js';
import { EngineService } from './engine.service.js';
import { HeldUpWatchService } from './held-up-watch.service.js';
import { PERMIT_MS } from './permit.js';

/** How the whole deployment dials, and how much there is to do. */
export interface DispatchOverview {
  record: DispatcherRecord;
  callsPerSecond: number;
  maxConcurrentCalls?: number;
  waiting: number;
  live: number;
}

/** One page of the calls that wait, and what holds up those that are due. */
export interface QueuePage extends Page<Call> {
  heldUp: HeldUp | null;
}

/** What people can see of dispatch, and what they can do to it. */
@Injectable()
export class DispatchService {
  private readonly waiting: Kept<number>;

  constructor(
    private readonly dispatchers: DispatcherRepository,
    private readonly queue: CallQueueService,
    private readonly engine: EngineService,
    private readonly heldUp: HeldUpWatchService,
    private readonly clock: Clock,
    private readonly environment: Environment,
  ) {
    this.waiting = new Kept(
      () => queue.countWaiting(),
      () => clock.monotonic(),
    );
  }

  async record(): Promise<DispatcherRecord> {
    return this.heard(await this.dispatchers.find());
  }

  async overview(): Promise<DispatchOverview> {
    return this.describe(await this.record());
  }

  /** Stops all dialling; without effect while it is stopped. Nothing is dialled once it is answered. */
  async pause(): Promise<DispatchOverview> {
    const record = this.heard(await this.dispatchers.setPaused(true));
    await this.letPermitsLapse(record);
    this.engine.wake();
    return this.describe(record);
  }

  /**
   * A list is about to change that decides who may be called: should that be stored and never told, nobody goes on by
   * what is known now.
   */
  async rulesWillChange(): Promise<void> {
    this.heard(await this.dispatchers.countRules());
  }

  /**
   * A list has changed that decides who may be called, and the change is stored: once this is answered, nobody is dialled
   * by what the list said before.
   */
  async rulesChanged(): Promise<void> {
    const record = this.heard(await this.dispatchers.countRules());
    await this.letPermitsLapse(record);
    this.engine.wake();
  }

  /** Without effect where it is not stopped. */
  async resume(): Promise<DispatchOverview> {
    const record = this.heard(await this.dispatchers.setPaused(false));
    this.engine.wake();
    return this.describe(record);
  }

  /** The calls that wait, the first to become due first. */
  async queuePage(request: PageRequest): Promise<QueuePage> {
    const [record, data] = await Promise.all([
      this.dispatchers.find(),
      this.queue.findWaiting(pageOffset(request), request.pageSize),
    ]);
    const [total, heldUp] = await Promise.all([
      this.countWith(request, data.length),
      this.heldUp.judge(record),
    ]);
    return { ...request, total, data, heldUp };
  }

  /** A fault of the system that was heard of elsewhere than by dialling. */
  reportFault(): Promise<void> {
    return this.dispatchers.countFault();
  }

  /** What was permitted before this record may still be written until then. */
  private async letPermitsLapse({ term }: DispatcherRecord): Promise<void> {
    if (term !== null) await this.clock.sleep(PERMIT_MS);
  }

  private heard(record: DispatcherRecord): DispatcherRecord {
    this.heldUp.hear(record);
    return record;
  }

  /** How many wait. A count that was kept may be older than the page; where the page shows it, none is needed. */
  private async countWith(request: PageRequest, found: number): Promise<number> {
    const { least, most } = totalBounds(request, found);
    return least === most ? least : Math.min(most, Math.max(least, await this.waiting.get()));
  }

  private async describe(record: DispatcherRecord): Promise<DispatchOverview> {
    const [waiting, live] = await Promise.all([this.waiting.get(), this.heldUp.countLive()]);
    const { twilioCps: callsPerSecond, maxConcurrentCalls } = this.environment;
    return { record, callsPerSecond, maxConcurrentCalls, waiting, live };
  }
}
