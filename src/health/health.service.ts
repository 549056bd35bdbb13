import { Injectable } from '@nestjs/common';
import { DispatchService } from '../dispatch/dispatch.service.js';
import { type DispatcherRecord, type DispatchState, stateOf } from '../dispatch/dispatcher-record.js';
import { TwilioAccount } from '../twilio/twilio-account.js';
import { TwilioService } from '../twilio/twilio.service.js';
import { answersWithin } from './answers-within.js';
import { CachedProbe } from './cached-probe.js';
import { DatabaseProbe } from './database-probe.js';

export const PROBE_LIMIT_MS = 2_000;
const TWILIO_CACHE_MS = 30_000;

export interface Health {
  database: boolean;
  twilio: boolean;
  twilioMode: 'live' | 'simulated';
  dispatch: DispatchHealth;
}

/** `unknown` while the database is away. */
export interface DispatchHealth {
  state: DispatchState | 'unknown';
  /** When a single call is tried, while too many have failed. */
  retryAt?: Date;
}

const toDispatchHealth = (record: DispatcherRecord): DispatchHealth => ({
  state: stateOf(record),
  ...(record.tripped && { retryAt: record.tripped.retryAt }),
});

/** Asks what Atlas stands on. Never throws, and never takes much longer than 2 s. */
@Injectable()
export class HealthService {
  private readonly twilioProbe: CachedProbe;

  constructor(
    private readonly database: DatabaseProbe,
    private readonly account: TwilioAccount,
    private readonly dispatch: DispatchService,
    twilio: TwilioService,
  ) {
    const probe = (): Promise<boolean> => answersWithin(PROBE_LIMIT_MS, () => twilio.isHealthy());
    this.twilioProbe = new CachedProbe(probe, TWILIO_CACHE_MS);
  }

  async check(): Promise<Health> {
    const [database, twilio, dispatch] = await Promise.all([
      this.isDatabaseHealthy(),
      this.twilioProbe.ask(),
      this.dispatchHealth(),
    ]);
    return { database, twilio, twilioMode: this.account.mode, dispatch };
  }

  isDatabaseHealthy(): Promise<boolean> {
    return answersWithin(PROBE_LIMIT_MS, async () => {
      await this.database.ping();
      return true;
    });
  }

  private async dispatchHealth(): Promise<DispatchHealth> {
    let dispatch: DispatchHealth = { state: 'unknown' };
    await answersWithin(PROBE_LIMIT_MS, async () => {
      dispatch = toDispatchHealth(await this.dispatch.record());
      return true;
    });
    return dispatch;
  }
}
