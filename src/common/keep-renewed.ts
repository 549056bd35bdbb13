/**
 * Calls `renew` (which must not fail) three times in each `leaseMs`, until the function that it answers is called. That
 * function waits for a renewal under way, which could otherwise undo what is written next.
 */
export const keepRenewed = (leaseMs: number, renew: () => Promise<void>): (() => Promise<void>) => {
  let renewal = Promise.resolve();
  const timer = setInterval(() => {
    renewal = renew();
  }, leaseMs / 3);
  timer.unref();
  return () => {
    clearInterval(timer);
    return renewal;
  };
};
