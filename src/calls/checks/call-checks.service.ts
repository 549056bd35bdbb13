import { Injectable } from '@nestjs/common';
import { type Call, lastAttempt } from '../model/call.js';
import type { FailureReason } from '../model/call-step.js';
import type { CallEvent } from '../model/call-event.js';
import { CallsRepository } from '../model/calls.repository.js';
import { CallEventsService } from '../events/call-events.service.js';
import { FollowUpsService } from '../queue/follow-ups.service.js';

/** A call that one caller may look into, until the lease ends. */
export interface ClaimedCall {
  call: Call;
  leaseUntil: Date;
}

/** Which calls are to be looked into, and what became of that. */
@Injectable()
export class CallChecksService {
  constructor(
    private readonly calls: CallsRepository,
    private readonly events: CallEventsService,
    private readonly followUps: FollowUpsService,
  ) {}

  /** Calls whose check is due, each claimed for this caller alone. */
  async claimDue(limit: number, leaseSeconds: number, now = new Date()): Promise<ClaimedCall[]> {
    const leaseUntil = new Date(now.getTime() + leaseSeconds * 1000);
    const claimed = await this.calls.claimDue(now, leaseUntil, limit);
    return claimed.map((call) => ({ call, leaseUntil }));
  }

  /** Settles what follows an attempt that has ended; a crash may have come between the two. */
  followUp(call: Call): Promise<void> {
    return call.plan ? this.followUps.after(call.id) : Promise.resolve();
  }

  /** Ends the claim; with null nothing is left to learn. */
  endClaim({ call, leaseUntil }: ClaimedCall, next: Date | null): Promise<void> {
    return this.calls.endClaim(call.id, leaseUntil, next);
  }

  /** How many calls to this number, made in this window, may or may not have been dialled. */
  countUnknown(to: string, from: Date, until: Date): Promise<number> {
    return this.calls.countUnknown(to, from, until);
  }

  /** Counts a call as failed that left no trace at Twilio. A sign of it, however late, takes that back. */
  async giveUp(call: Call, reason: FailureReason): Promise<void> {
    const { n } = lastAttempt(call) ?? {};
    if (n === undefined) return;
    const event: CallEvent = {
      key: `${call.id}:${n}:given-up`,
      source: 'atlas',
      kind: 'submission',
      status: 'failed',
      receivedAt: new Date(),
      params: { ...reason },
    };
    await this.events.record({ kind: 'undialled', callId: call.id, n, submission: 'unsent', reason, event });
  }
}
