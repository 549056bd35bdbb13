import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../common/time/clock.service.js';
import { PlanClock } from '../../common/time/plan-clock.service.js';
import { CallEventsService } from '../events/call-events.service.js';
import { type Call, canceledBeforeDialled } from '../model/call.js';
import { CallsRepository } from '../model/calls.repository.js';

const AGAIN_MS = 500;
const REASON = { code: 'not-acknowledged', message: 'Its client was told that it could not be taken' };

/** Ends the calls whose clients were told of a failure though they may be stored: who asks again has another one dialled. */
@Injectable()
export class UnheardCallsService implements BeforeApplicationShutdown {
  private readonly logger = new Logger(UnheardCallsService.name);
  private isOver = false;

  constructor(
    private readonly calls: CallsRepository,
    private readonly events: CallEventsService,
    private readonly planClock: PlanClock,
    private readonly clock: Clock,
  ) {}

  beforeApplicationShutdown(): void {
    this.isOver = true;
  }

  /** Goes on until it is sure that the call is not dialled from then on, or the process ends. Never fails. */
  async end(call: Call): Promise<void> {
    while (!this.isOver) {
      try {
        return await this.tryToEnd(call);
      } catch (error) {
        this.logger.warn(`Call ${call.id}: whether it is stored is not known yet: ${String(error)}`);
        await this.clock.sleep(AGAIN_MS);
      }
    }
  }

  private async tryToEnd(call: Call): Promise<void> {
    const over = { ...REASON, at: this.planClock.now() };
    const found = await this.calls.findById(call.id);
    if (found) {
      const attempts = found.attempts.length;
      if (found.wait)
        await this.events.record({ kind: 'ended', callId: call.id, attempts, status: 'canceled', over });
      return;
    }
    // It may still come, late: then its place is taken.
    await this.events.record({ kind: 'requested', call: canceledBeforeDialled(call, over) });
  }
}
