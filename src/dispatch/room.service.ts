import { Injectable } from '@nestjs/common';
import { CallQueueService } from '../calls/queue/call-queue.service.js';
import { Environment } from '../config/environment.js';
import { Clock } from '../common/time/clock.service.js';

/** How old a count may be while there is room, and while there is none. */
const COUNTED_MS = { free: 1_000, full: 250 };

/** Whether another call may go on at the same time as those that do. */
@Injectable()
export class RoomService {
  /** Calls whose attempt the count may not have seen: null until it is stored, then since when it is. */
  private readonly begun = new Map<string, number | null>();
  private readonly most?: number;
  private live = 0;
  private countedAt = -Infinity;

  constructor(
    private readonly queue: CallQueueService,
    private readonly clock: Clock,
    { maxConcurrentCalls }: Environment,
  ) {
    this.most = maxConcurrentCalls;
  }

  async isFull(): Promise<boolean> {
    const { most } = this;
    if (most === undefined) return false;
    const maxAgeMs = this.isTaken(most) ? COUNTED_MS.full : COUNTED_MS.free;
    if (this.clock.monotonic() - this.countedAt >= maxAgeMs) await this.recount();
    return this.isTaken(most);
  }

  /** An attempt is about to be stored. */
  begin(callId: string): void {
    if (this.most !== undefined) this.begun.set(callId, null);
  }

  /** It is stored: whoever counts from now on sees it. */
  stored(callId: string): void {
    if (this.begun.has(callId)) this.begun.set(callId, this.clock.monotonic());
  }

  /** It has come to its end, perhaps before it was stored. */
  ended(callId: string): void {
    if (this.begun.get(callId) === null) this.begun.delete(callId);
  }

  private isTaken(most: number): boolean {
    return this.live + this.begun.size >= most;
  }

  private async recount(): Promise<void> {
    const from = this.clock.monotonic();
    this.live = await this.queue.countLive();
    this.countedAt = from;
    for (const [key, at] of this.begun) if (at !== null && at < from) this.begun.delete(key);
  }
}
