import { Injectable } from '@nestjs/common';
import { TwilioAccount } from '../twilio/twilio-account.js';
import { TwilioService } from '../twilio/twilio.service.js';
import { answersWithin } from './answers-within.js';
import { CachedProbe } from './cached-probe.js';
import { DatabaseProbe } from './database-probe.js';

const PROBE_LIMIT_MS = 2_000;
const TWILIO_CACHE_MS = 30_000;

export interface Health {
  database: boolean;
  twilio: boolean;
  twilioMode: 'live' | 'simulated';
}

/** Asks what Atlas stands on. Never throws, and never takes much longer than 2 s. */
@Injectable()
export class HealthService {
  private readonly twilioProbe: CachedProbe;

  constructor(
    private readonly database: DatabaseProbe,
    private readonly account: TwilioAccount,
    twilio: TwilioService,
  ) {
    const probe = (): Promise<boolean> => answersWithin(PROBE_LIMIT_MS, () => twilio.isHealthy());
    this.twilioProbe = new CachedProbe(probe, TWILIO_CACHE_MS);
  }

  async check(): Promise<Health> {
    const [database, twilio] = await Promise.all([this.isDatabaseHealthy(), this.twilioProbe.ask()]);
    return { database, twilio, twilioMode: this.account.mode };
  }

  isDatabaseHealthy(): Promise<boolean> {
    return answersWithin(PROBE_LIMIT_MS, async () => {
      await this.database.ping();
      return true;
    });
  }
}
