import { Injectable, Logger } from '@nestjs/common';
import { CallQueueService } from '../calls/queue/call-queue.service.js';
import { Clock } from './clock.service.js';

/** When lanes are repaired first in a term, how often from then on, and how soon where that failed. */
const REPAIR_MS = { first: 30_000, each: 600_000, again: 30_000 };

/** A call is put into its lane by two writes; where a process died between them, this makes the second one. */
@Injectable()
export class LaneRepairService {
  private readonly logger = new Logger('Dispatch');
  private at = Infinity;

  constructor(
    private readonly queue: CallQueueService,
    private readonly clock: Clock,
  ) {}

  begin(): void {
    this.at = this.clock.monotonic() + REPAIR_MS.first;
  }

  /** Repairs lanes when it is time to. Never fails; it may take long where very many calls wait, and holds up nobody. */
  async look(): Promise<void> {
    if (this.clock.monotonic() < this.at) return;
    this.at = this.clock.monotonic() + REPAIR_MS.each;
    try {
      await this.queue.repairLanes();
    } catch (error) {
      this.logger.warn(`Lanes could not be repaired: ${String(error)}`);
      this.at = this.clock.monotonic() + REPAIR_MS.again;
    }
  }
}
