/** A call's request to dial, as it came to Twilio. Times are milliseconds since 1970, with fractions. */
export interface Arrival {
  callId: string;
  at: number;
}

/** The same, as the instance wrote it, and since when it was ready to. */
export interface Written extends Arrival {
  readyAt: number;
}

/** Values in the middle, and where but one of a hundred is below. */
export interface Spread {
  p50: number;
  p99: number;
}

const SECOND_MS = 1_000;

/** The time, finer than the milliseconds of `Date.now`, and the same in all processes of a machine. */
export const now = (): number => performance.timeOrigin + performance.now();

/** How many came in a second from the first arrival at or after `from` to the first at or after `until`, in their order. */
export function rateOf(arrivals: Pick<Arrival, 'at'>[], from: number, until: number): number {
  const first = arrivals.findIndex(({ at }) => at >= from);
  if (first < 0) return 0;
  const next = arrivals.findIndex(({ at }) => at >= until);
  const count = (next < 0 ? arrivals.length : next) - first;
  // Where none came after it, the time until then has passed without one.
  const end = next < 0 ? until : (arrivals[next]?.at ?? until);
  return (count * SECOND_MS) / (end - (arrivals[first]?.at ?? from));
}

/** The most in any second, of arrivals in their order. */
export function mostInASecond(arrivals: Pick<Arrival, 'at'>[]): number {
  let from = 0;
  let most = 0;
  for (const [i, { at }] of arrivals.entries()) {
    while (at - (arrivals[from]?.at ?? at) >= SECOND_MS) from += 1;
    most = Math.max(most, i - from + 1);
  }
  return most;
}

export function spreadOf(values: number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? NaN;
  return { p50: at(0.5), p99: at(0.99) };
}
