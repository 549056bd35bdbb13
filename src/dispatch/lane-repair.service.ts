import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { CallQueueService } from '../calls/queue/call-queue.service.js';
import { Clock } from '../common/time/clock.service.js';

/** When lanes are repaired first in a term, how long after that was done again, and how soon where it was not. */
const REPAIR_MS = { first: 30_000, each: 600_000, again: 30_000 };
/** Who leads looks every few seconds: one that has not for so long leads no more. */
const LOST_MS = 10_000;

/** A call is put into its lane by two writes; where a process died between them, this makes the second one. */
@Injectable()
export class LaneRepairService implements BeforeApplicationShutdown {
  private readonly logger = new Logger('Dispatch');
  private at = Infinity;
  private lookedAt = -Infinity;
  /** Counts the terms of this instance. */
  private term = 0;
  private isRepairing = false;

  constructor(
    private readonly queue: CallQueueService,
    private readonly clock: Clock,
  ) {}

  begin(): void {
    this.term += 1;
    this.at = this.clock.monotonic() + REPAIR_MS.first;
  }

  beforeApplicationShutdown(): void {
    this.term += 1;
    this.at = Infinity;
  }

  /**
   * Repairs lanes when it is time to, one repair at a time. Never fails; it may take long where very many calls wait, and
   * holds up nobody. It ends with the term, or when nobody looks any more.
   */
  async look(): Promise<void> {
    this.lookedAt = this.clock.monotonic();
    if (this.isRepairing || this.lookedAt < this.at) return;
    this.isRepairing = true;
    const { term } = this;
    const isDone = await this.repair(term);
    this.isRepairing = false;
    if (term === this.term) this.at = this.clock.monotonic() + (isDone ? REPAIR_MS.each : REPAIR_MS.again);
  }

  /** Answers whether all lanes were repaired. */
  private async repair(term: number): Promise<boolean> {
    try {
      return await this.queue.repairLanes(
        () => term === this.term && this.clock.monotonic() - this.lookedAt <= LOST_MS,
      );
    } catch (error) {
      this.logger.warn(`Lanes could not be repaired: ${String(error)}`);
      return false;
    }
  }
}
