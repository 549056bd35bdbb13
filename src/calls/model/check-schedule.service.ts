import { Injectable } from '@nestjs/common';
import { Environment } from '../../config/environment.js';
import type { Check } from './call-check.js';
import type { CallEvent } from './call-event.js';
import { isFinal } from './call-status.js';

/** Beside the time of its request, an attempt waits to be written, and what came of it to be stored. */
const PLACING_SECONDS = 6;

/** When Twilio is to be asked about a call, unless news come first. */
@Injectable()
export class CheckSchedule {
  constructor(private readonly environment: Environment) {}

  /** After this news: less urgent where it tells of an end. */
  after({ receivedAt, status }: Pick<CallEvent, 'receivedAt' | 'status'>): Check {
    const at = new Date(receivedAt.getTime() + this.environment.reconcileAfterSeconds * 1000);
    return { urgency: status && isFinal(status) ? 1 : 0, at };
  }

  /** For an attempt that begins now, while it has no SID: nobody looks into a call that may still be being placed. */
  first(now: Date): Check {
    const { reconcileAfterSeconds, twilioTimeoutMs } = this.environment;
    const seconds = Math.max(reconcileAfterSeconds, twilioTimeoutMs / 1000 + PLACING_SECONDS);
    return { urgency: 1, at: new Date(now.getTime() + seconds * 1000) };
  }
}
