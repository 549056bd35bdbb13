import { Injectable } from '@nestjs/common';
import { planNext } from '../dispatch/plan/next-attempt.js';
import { type Attempt, type Call, lastAttempt } from './call.js';
import { statusOf } from './call-event.js';
import { CallQueueRepository } from './call-queue.repository.js';
import { CallQueueService } from './call-queue.service.js';
import { isFinal } from './call-status.js';
import { CallsRepository } from './calls.repository.js';

type Outcome = Parameters<typeof planNext>[0]['outcome'];

/** An attempt that failed for reasons of ours or of Twilio's, and not of the callee's. */
const isSystemError = ({ submission }: Attempt): boolean => submission === 'unsent';

const outcomeOf = (attempt: Attempt): Outcome => {
  if (isSystemError(attempt)) return 'system-error';
  if (attempt.submission === 'refused') return 'refused';
  const status = statusOf(attempt);
  if (status === 'completed' && attempt.answeredBy?.startsWith('machine')) return 'voicemail';
  return status as Outcome;
};

/** Decides what follows an attempt's end: another one, or the call's own end. */
@Injectable()
export class FollowUpsService {
  constructor(
    private readonly calls: CallsRepository,
    private readonly queue: CallQueueRepository,
    private readonly waiting: CallQueueService,
  ) {}

  /** Settles it once, however often it is asked; without effect while the attempt goes on. */
  async after(idOrSid: string): Promise<void> {
    const call = (await this.calls.findById(idOrSid)) ?? (await this.calls.findWithEvents(idOrSid));
    const last = call && lastAttempt(call);
    if (!call?.plan || !last || call.queue || call.over || !isFinal(statusOf(last))) return;
    await this.settle(call, last, call.plan);
  }

  private async settle(call: Call, last: Attempt, plan: NonNullable<Call['plan']>): Promise<void> {
    const systemErrors = call.attempts.filter(isSystemError).length;
    const next = planNext({
      plan,
      endedAt: last.endedAt ?? last.createdAt,
      outcome: outcomeOf(last),
      usedAttempts: call.attempts.length - systemErrors,
      systemErrors,
      now: new Date(),
    });
    if (next.kind === 'over') {
      await this.queue.finish(call.id, last.n, { code: 'over', message: next.why });
      return;
    }
    const why = isSystemError(last) ? 'error' : 'retry';
    if (await this.queue.queueAgain(call.id, last.n, { dueAt: next.at, why })) this.waiting.announce();
  }
}
