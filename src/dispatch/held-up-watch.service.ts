import { Injectable } from '@nestjs/common';
import { CallQueueService } from '../calls/queue/call-queue.service.js';
import type { HeldUp } from '../calls/model/call-step.js';
import { HeldUpService } from '../calls/queue/held-up.service.js';
import { Environment } from '../config/environment.js';
import { Clock } from '../common/time/clock.service.js';
import { type DispatcherRecord, heldUpBy } from './dispatcher-record.js';
import { Kept } from '../common/kept.js';

/** Keeps what this instance says of what holds up all calls, whether it leads or not. */
@Injectable()
export class HeldUpWatchService {
  private readonly live: Kept<number>;
  private readonly most: number;
  private record?: DispatcherRecord;
  private counted = 0;

  constructor(
    private readonly heldUp: HeldUpService,
    queue: CallQueueService,
    clock: Clock,
    { maxConcurrentCalls = Infinity }: Environment,
  ) {
    this.most = maxConcurrentCalls;
    this.live = new Kept(
      () => queue.countLive(),
      () => clock.monotonic(),
    );
  }

  /** The record as it has just been found or written. Never fails. */
  hear(record: DispatcherRecord): void {
    // Until the next record, what was counted last is said.
    this.judge(record).catch(() => undefined);
  }

  /** The same; answers what holds up all calls. */
  async judge(record: DispatcherRecord): Promise<HeldUp | null> {
    this.record = record;
    this.tell();
    if (this.most < Infinity) await this.countLive();
    return this.heldUp.current;
  }

  /** How many calls go on. The count is kept for a while. */
  async countLive(): Promise<number> {
    this.counted = await this.live.get();
    this.tell();
    return this.counted;
  }

  /** By the last record and the last count, whichever was asked for first. */
  private tell(): void {
    if (this.record) this.heldUp.current = heldUpBy(this.record, this.counted >= this.most);
  }
}
