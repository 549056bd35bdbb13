import { Injectable } from '@nestjs/common';
import { type Call, lastAttempt } from '../model/call.js';
import type { FailureReason } from '../model/call-step.js';
import type { CallEvent } from '../model/call-event.js';
import type { AskedPart, Check, DueCall, Urgency } from '../model/call-check.js';
import { CallNotFoundError } from '../model/call.errors.js';
import { CallEventsService } from '../events/call-events.service.js';
import { FollowUpsService } from '../queue/follow-ups.service.js';
import { CallChecksRepository } from './call-checks.repository.js';

/** A call that one caller may look into, until the lease ends. */
export interface ClaimedCall {
  call: Call;
  leaseUntil: Date;
}

/** Tells which calls are to be looked into, and keeps how Twilio was asked about them. */
@Injectable()
export class CallChecksService {
  constructor(
    private readonly events: CallEventsService,
    private readonly checks: CallChecksRepository,
    private readonly followUps: FollowUpsService,
  ) {}

  /** Calls of this urgency whose check is due, the longest due first. */
  findDue(urgency: Urgency, limit: number): Promise<DueCall[]> {
    return this.checks.findDue(urgency, new Date(), limit);
  }

  /** Whether any call's check is due. */
  hasDue(): Promise<boolean> {
    return this.checks.hasDue(new Date());
  }

  /** Claims a due call for this caller alone; null where another one has it, or news came meanwhile. */
  async claim(due: DueCall, leaseSeconds: number): Promise<ClaimedCall | null> {
    const leaseUntil = new Date(Date.now() + leaseSeconds * 1000);
    const call = await this.checks.claim(due, leaseUntil);
    return call && { call, leaseUntil };
  }

  /** The call with its events, without their `params`. Throws CallNotFoundError. */
  async get(id: string): Promise<Call> {
    const call = await this.checks.find(id);
    if (!call) throw new CallNotFoundError(id);
    return call;
  }

  /** Settles what follows an attempt that has ended, where a crash kept that from being done at its end. */
  followUp(call: Call): Promise<void> {
    return call.plan && !call.over ? this.followUps.after(call.id) : Promise.resolve();
  }

  /** Keeps how parts were asked for. */
  note(call: Call, asked: AskedPart[]): Promise<void> {
    return this.checks.note(call.id, asked);
  }

  /** Keeps how parts were asked for, and ends the claim; null for `next` says that nothing is left to learn. */
  endClaim({ call, leaseUntil }: ClaimedCall, next: Check | null, asked: AskedPart[]): Promise<void> {
    return this.checks.endClaim(call.id, leaseUntil, next, asked);
  }

  /** How many calls to this number, made in this window, may or may not have been dialled. */
  countUnknown(to: string, from: Date, until: Date): Promise<number> {
    return this.checks.countUnknown(to, from, until);
  }

  /** What left no trace at Twilio holds no other call's place. */
  async countOut(call: Call, n: number): Promise<void> {
    await this.events.record({ kind: 'traceless', callId: call.id, n });
  }

  /** Counts a call as failed that left no trace at Twilio. Any later sign of it takes that back. */
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
    const { id: callId, plan } = call;
    const given = { kind: 'undialled', callId, n, submission: 'unsent', reason, event } as const;
    await this.events.record({ ...given, hasPlan: !!plan });
  }
}
