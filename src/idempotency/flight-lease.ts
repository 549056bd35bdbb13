/**
 * How long a flight holds its key without a sign of life. It is renewed while the flight runs, so that only the key
 * of a killed or paused instance is taken over. No resource is made twice, however short it is.
 */
export class FlightLease {
  constructor(readonly ms = 5_000) {}

  /**
   * Calls `renew` (which must not fail) with a new end, again and again, until the function that it answers is called.
   * That function waits for a renewal under way, which could otherwise undo what is written next.
   */
  hold(renew: (until: Date) => Promise<void>): () => Promise<void> {
    let renewal = Promise.resolve();
    const timer = setInterval(() => {
      renewal = renew(new Date(Date.now() + this.ms));
    }, this.ms / 3);
    timer.unref();
    return () => {
      clearInterval(timer);
      return renewal;
    };
  }
}
