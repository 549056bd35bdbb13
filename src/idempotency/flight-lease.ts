import { keepRenewed } from '../common/keep-renewed.js';

/**
 * How long a flight holds its key without a sign of life. It is renewed while the flight runs, so that only the key
 * of a killed or paused instance is taken over. No resource is made twice, however short it is.
 */
export class FlightLease {
  constructor(readonly ms = 5_000) {}

  /**
   * Calls `renew` (which must not fail) with a new end, again and again, until the function that it answers is called,
   * which waits for a renewal under way.
   */
  hold(renew: (until: Date) => Promise<void>): () => Promise<void> {
    return keepRenewed(this.ms, () => renew(new Date(Date.now() + this.ms)));
  }
}
