import { Injectable } from '@nestjs/common';
import type { Call } from '../calls/model/call.js';
import { CallQueueService } from '../calls/queue/call-queue.service.js';
import { dialFrom, type WhyOver } from '../plan/next-attempt.js';

const REASONS: Partial<Record<WhyOver, string>> = {
  expired: 'It could not be dialled before it expired',
  'never-open': 'Its calling window never opens',
};

/** Sends calls away that may not be dialled at a time: their window is closed then, or they have expired. */
@Injectable()
export class PlanCheckService {
  constructor(private readonly queue: CallQueueService) {}

  /** Whether the call may be dialled then. Otherwise it was put off or ended, unless another one has this call by now. */
  async pass(call: Call, fence: number, at = new Date()): Promise<boolean> {
    if (!call.plan) return true;
    const next = dialFrom(call.plan, at);
    if (next.kind === 'over') {
      const message = REASONS[next.why] ?? 'It may not be dialled any more';
      const status = next.why === 'expired' ? 'canceled' : 'failed';
      await this.queue.end(call.id, fence, status, { code: next.why, message });
      return false;
    }
    if (next.at <= at) return true;
    await this.queue.postpone(call.id, fence, { dueAt: next.at, why: 'window' });
    return false;
  }
}
