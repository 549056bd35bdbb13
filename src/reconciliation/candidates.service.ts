import { Injectable } from '@nestjs/common';
import type { Attempt, Call } from '../calls/model/call.js';
import { CallsService } from '../calls/view/calls.service.js';
import type { TwilioCall } from '../twilio/twilio-call.js';
import { TwilioAccount } from '../twilio/twilio-account.js';
import { TwilioError } from '../twilio/twilio.errors.js';
import { TwilioService } from '../twilio/twilio.service.js';
import { RequestGate } from './request-gate.service.js';

/** Twilio's call is created within this time of our request: clocks differ, and a request may take a while. */
export const BEFORE_MS = 30_000;
export const AFTER_MS = 90_000;
/** All calls have to be read: one that is left out would look as if it had never been made. */
const CANDIDATES = 1_000;
/** Twilio lists the requests that it made for a call about 15 minutes after the call's end. */
const EVENTS_MS = 16 * 60_000;

/** A call at Twilio that belongs to no call of ours yet. `unnamed`: Twilio will never tell what it was made for. */
export interface Candidate {
  found: TwilioCall;
  kind: 'ours' | 'not ours' | 'not known yet' | 'unnamed';
}

/** The `call_id` in one of our URLs. */
const callIdIn = (url: string): string | null =>
  URL.canParse(url) ? new URL(url).searchParams.get('call_id') : null;

/** Finds the calls at Twilio that may come from a request to dial that got no clear answer. */
@Injectable()
export class CandidatesService {
  constructor(
    private readonly calls: CallsService,
    private readonly twilio: TwilioService,
    private readonly account: TwilioAccount,
    private readonly gate: RequestGate,
  ) {}

  /** Twilio's calls between the same numbers at that time that belong to no call of ours. Throws TwilioError. */
  async find(call: Call, { createdAt }: Attempt): Promise<Candidate[]> {
    const at = createdAt.getTime();
    const wanted = {
      to: call.to,
      from: this.account.fromNumber,
      createdAfter: new Date(at - BEFORE_MS),
      createdBefore: new Date(at + AFTER_MS),
      limit: CANDIDATES,
    };
    const listed = await this.twilio.listCalls(wanted, this.gate.through);
    const known = await Promise.all(listed.map(({ sid }) => this.calls.existsBySid(sid)));
    const unknown = listed.filter((_, i) => !known[i]);
    return Promise.all(unknown.map(async (found) => ({ found, kind: await this.kindOf(found, call) })));
  }

  /**
   * The URLs that Twilio requested for a call hold the `call_id` that it was made for; Twilio lists them some time after
   * the call's end. An error for one candidate says nothing about the others.
   */
  private async kindOf({ sid, endTime }: TwilioCall, call: Call): Promise<Candidate['kind']> {
    const events = await this.twilio.listCallEvents(sid, this.gate.through).catch((error: unknown) => {
      if (error instanceof TwilioError) return null;
      throw error;
    });
    const named = events?.items.map(({ url }) => callIdIn(url)).find(Boolean);
    if (named) return named === call.id ? 'ours' : 'not ours';
    const areListed = endTime !== null && Date.now() - endTime.getTime() > EVENTS_MS;
    return events?.isWhole && areListed ? 'unnamed' : 'not known yet';
  }
}
