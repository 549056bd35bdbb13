import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { CallChange } from '../calls/events/call-change.js';
import type { CallChanged } from '../calls/events/call-events.service.js';
import { tellsEnd } from '../calls/model/call-event.js';
import { type CallStatus, statusOfRank } from '../calls/model/call-status.js';

/** A call's end is told again within this many others: by a callback and by Twilio's list, for example. */
const REMEMBERED = 20_000;

const endIn = (change: CallChange): CallStatus | null => {
  switch (change.kind) {
    case 'ended':
      return change.status;
    case 'finished':
      return statusOfRank(change.rank);
    // Without a plan the attempt's end is the call's.
    case 'told':
      return (change.ref.hasPlan === false && tellsEnd(change.event) && change.event.status) || null;
    case 'undialled':
      return change.hasPlan === false ? 'failed' : null;
    default:
      return null;
  }
};

/** Tells how calls end, each once as far as this process has heard of it. */
@Injectable()
export class CallEndsService {
  private readonly ended = new LRUCache<string, true>({ max: REMEMBERED });

  /** The status with which the call ends by this change; null where it does not, or was told before. */
  endOf({ callId, change }: CallChanged): CallStatus | null {
    const end = endIn(change);
    if (!end || this.ended.has(callId)) return null;
    this.ended.set(callId, true);
    return end;
  }
}
