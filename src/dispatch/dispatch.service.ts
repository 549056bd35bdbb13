import { Injectable } from '@nestjs/common';
import type { Call } from '../calls/model/call.js';
import { CallQueueService } from '../calls/queue/call-queue.service.js';
import { type Page, pageOffset, type PageRequest } from '../common/page.js';
import { Environment } from '../config/environment.js';
import type { Pace } from '../pace/pace.js';
import { PaceService } from '../pace/pace.service.js';
import { DispatcherService } from './dispatcher.service.js';

/** How the whole deployment dials, and how much there is to do. */
export interface DispatchOverview {
  pace: Pace;
  callsPerSecond: number;
  maxConcurrentCalls?: number;
  nextSlotAt: Date;
  waiting: number;
  live: number;
}

/** What people can see of dispatch, and what they can do to it. */
@Injectable()
export class DispatchService {
  constructor(
    private readonly pace: PaceService,
    private readonly queue: CallQueueService,
    private readonly dispatcher: DispatcherService,
    private readonly environment: Environment,
  ) {}

  async overview(): Promise<DispatchOverview> {
    return this.describe(await this.pace.state(0));
  }

  /** Stops all dialling; without effect while it is stopped. */
  async pause(): Promise<DispatchOverview> {
    return this.describe(await this.pace.pause());
  }

  /** Without effect where it is not stopped. */
  async resume(): Promise<DispatchOverview> {
    const pace = await this.pace.resume();
    this.dispatcher.wake();
    return this.describe(pace);
  }

  /** The calls that wait, the next one first. */
  async queuePage(request: PageRequest): Promise<Page<Call>> {
    const [total, data] = await Promise.all([
      this.queue.countWaiting(),
      this.queue.findWaiting(pageOffset(request), request.pageSize),
    ]);
    return { ...request, total, data };
  }

  private async describe(pace: Pace): Promise<DispatchOverview> {
    const [waiting, live] = await Promise.all([this.queue.countWaiting(), this.queue.countLive()]);
    const { twilioCps: callsPerSecond, maxConcurrentCalls } = this.environment;
    const nextSlotAt = new Date(Math.max(Date.now(), this.pace.toLocal(new Date(pace.next)).getTime()));
    return { pace, callsPerSecond, maxConcurrentCalls, nextSlotAt, waiting, live };
  }
}
