import { Injectable } from '@nestjs/common';
import { requestLimits } from '../config/access-mode.js';
import { Environment } from '../config/environment.js';
import { RequestLimitError } from './limits.errors.js';
import { LimitsService } from './limits.service.js';
import { MINUTE_MS, windowKey } from './window-key.js';

/** How many of the calls of one request may be placed now, and why no more. */
export interface Granted {
  granted: number;
  refusal?: RequestLimitError;
}

/** Counts each call of a request that places many towards PLACINGS_PER_MINUTE, with those that come alone. */
@Injectable()
export class PlacingLimitService {
  private readonly limit?: number;

  constructor(
    private readonly limits: LimitsService,
    environment: Environment,
  ) {
    this.limit = requestLimits(environment).placings;
  }

  /** Takes as many permits as there are, with one write. Throws DatabaseUnavailableError. */
  async take(caller: string, wanted: number): Promise<Granted> {
    const { limit } = this;
    if (limit === undefined) return { granted: wanted };
    const key = windowKey('placing', caller);
    // Those that ask at once are counted together.
    const asking = Array.from({ length: wanted }, () => this.limits.increment(key, MINUTE_MS, limit));
    const refused = (await Promise.all(asking)).filter(({ isBlocked }) => isBlocked);
    const [first] = refused;
    return {
      granted: wanted - refused.length,
      ...(first && { refusal: new RequestLimitError(limit, first.timeToExpire, 'calls') }),
    };
  }
}
