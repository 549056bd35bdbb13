import { Injectable } from '@nestjs/common';
import { Environment } from '../../config/environment.js';

/** How long placing goes on being tried, beside the time of one request; see TwilioService.placeCall. */
const PLACING_RETRIES_SECONDS = 6;

/** When Twilio is to be asked about a call, unless news come first. */
@Injectable()
export class CheckSchedule {
  constructor(private readonly environment: Environment) {}

  /** After news that came at this moment. */
  after(at: Date): Date {
    return new Date(at.getTime() + this.environment.reconcileAfterSeconds * 1000);
  }

  /** For an attempt that begins now: nobody looks into a call while it may still be being placed. */
  first(now: Date): Date {
    const { reconcileAfterSeconds, twilioTimeoutMs } = this.environment;
    const seconds = Math.max(reconcileAfterSeconds, twilioTimeoutMs / 1000 + PLACING_RETRIES_SECONDS);
    return new Date(now.getTime() + seconds * 1000);
  }
}
