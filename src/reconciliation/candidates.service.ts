import { Injectable } from '@nestjs/common';
import type { Attempt, Call } from '../calls/model/call.js';
import { CallsService } from '../calls/view/calls.service.js';
import type { TwilioCall } from '../twilio/twilio-call.js';
import { TwilioAccount } from '../twilio/twilio-account.js';
import { TwilioError } from '../twilio/twilio.errors.js';
import { TwilioService } from '../twilio/twilio.service.js';
import { RequestGate } from './request-gate.service.js';

/** Clocks differ, and a request may take a while: a call that Twilio made for ours lies within these. */
export const BEFORE_MS = 30_000;
export const AFTER_MS = 90_000;
/** All of them: one that is left out would be mistaken for a call that was never made. */
const CANDIDATES = 1_000;
/** So long after a call's end Twilio lists the requests that it made for it. */
const EVENTS_MS = 16 * 60_000;

/** One of Twilio's calls that no call of ours has, and what it may be to one. `unnamed`: nothing will tell any more. */
export interface Candidate {
  found: TwilioCall;
  kind: 'ours' | 'not ours' | 'not known yet' | 'unnamed';
}

/** The call that a URL of ours names. */
const callIdIn = (url: string): string | null =>
  URL.canParse(url) ? new URL(url).searchParams.get('call_id') : null;

/** Looks at Twilio for the calls that a request of ours without a clear answer may have become. */
@Injectable()
export class CandidatesService {
  constructor(
    private readonly calls: CallsService,
    private readonly twilio: TwilioService,
    private readonly account: TwilioAccount,
    private readonly gate: RequestGate,
  ) {}

  /** Twilio's calls between the same numbers, made when ours was, that no call of ours has. Throws TwilioError. */
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
   * The URLs that Twilio asked for a call name the call of ours that it was made for. It lists them some time after the
   * call's end; that it cannot be asked for those of one candidate says nothing of the others.
   */
  private async kindOf({ sid, endTime }: TwilioCall, call: Call): Promise<Candidate['kind']> {
    const events = await this.twilio.listCallEvents(sid, this.gate.through).catch((error: unknown) => {
      if (error instanceof TwilioError) return null;
      throw error;
    });
    const named = events?.map(({ url }) => callIdIn(url)).find(Boolean);
    if (named) return named === call.id ? 'ours' : 'not ours';
    const areListed = endTime !== null && Date.now() - endTime.getTime() > EVENTS_MS;
    return events !== null && areListed ? 'unnamed' : 'not known yet';
  }
}
