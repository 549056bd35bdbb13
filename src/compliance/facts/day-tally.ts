import type { DialledSince } from '../../calls/attempts/attempt-history.js';
import type { DayFacts } from './number-facts.js';

const DAY_MS = 86_400_000;
/** Prices are learnt meanwhile, by whatever instance hears of them. */
const PRICES_MS = 60_000;

const dayOf = (at: Date): number => Math.floor(at.getTime() / DAY_MS);

interface Counted {
  day: number;
  requestedBy?: string;
}

/** The moment at which the day of this moment has begun, in UTC. */
export const beginningOfDay = (at: Date): Date => new Date(dayOf(at) * DAY_MS);

/** What a tally amounts to, for calls that the key or person asked for. */
export const dayFactsOf = (
  { calls, callsBy, spent, unpriced }: DialledSince,
  estimate: number,
  requestedBy?: string,
): DayFacts => ({
  calls,
  callsOfKey: requestedBy === undefined ? null : (callsBy.get(requestedBy) ?? 0),
  spent: spent + unpriced * estimate,
});

/**
 * What was dialled in the day: read once by each leader, who then counts what it dials, for nobody else does. What it
 * costs is read anew each minute.
 */
export class DayTally {
  private term?: string | null;
  private day = NaN;
  private readAt = NaN;
  private tally: DialledSince = { calls: 0, callsBy: new Map(), spent: 0, unpriced: 0 };
  /** Of what was counted here, what may turn out not to have been dialled. */
  private readonly counted = new Map<string, Counted>();
  private reading?: Promise<void>;

  constructor(
    private readonly estimate: number,
    private readonly readsPrices: boolean,
  ) {}

  /** Null where it is to be read. */
  of(at: Date, term: string | null, requestedBy?: string): DayFacts | null {
    const ageMs = at.getTime() - this.readAt;
    if (this.term !== term || (this.readsPrices && !(ageMs >= 0 && ageMs < PRICES_MS))) return null;
    this.turn(at);
    return dayFactsOf(this.tally, this.estimate, requestedBy);
  }

  /** One read serves all who ask meanwhile: where it was for another term, `of` goes on to tell nothing. */
  read(at: Date, term: string | null, read: (since: Date) => Promise<DialledSince>): Promise<void> {
    this.reading ??= this.readOnce(at, term, read).finally(() => (this.reading = undefined));
    return this.reading;
  }

  sending(key: string, requestedBy?: string): void {
    this.counted.set(key, { day: this.day, requestedBy });
    this.count(1, requestedBy);
  }

  landed(key: string, mayHaveBeenDialled: boolean): void {
    const counted = this.counted.get(key);
    this.counted.delete(key);
    if (counted?.day === this.day && !mayHaveBeenDialled) this.count(-1, counted.requestedBy);
  }

  private async readOnce(
    at: Date,
    term: string | null,
    read: (since: Date) => Promise<DialledSince>,
  ): Promise<void> {
    const before = this.tally.unpriced;
    const found = await read(beginningOfDay(at));
    // Another day has begun meanwhile.
    if (dayOf(at) < this.day) return;
    if (this.term !== term) {
      this.term = term;
      this.day = dayOf(at);
      this.tally = found;
    } else {
      this.turn(at);
      // What was dialled meanwhile may have been found, or not.
      const meanwhile = Math.max(0, this.tally.unpriced - before);
      this.tally = { ...this.tally, spent: found.spent, unpriced: found.unpriced + meanwhile };
    }
    this.readAt = at.getTime();
  }

  private count(more: number, requestedBy?: string): void {
    const { tally } = this;
    tally.calls += more;
    tally.unpriced = Math.max(0, tally.unpriced + more);
    if (requestedBy !== undefined)
      tally.callsBy.set(requestedBy, (tally.callsBy.get(requestedBy) ?? 0) + more);
  }

  /** Another day begins with nothing. */
  private turn(at: Date): void {
    if (!(dayOf(at) > this.day)) return;
    this.day = dayOf(at);
    this.tally = { calls: 0, callsBy: new Map(), spent: 0, unpriced: 0 };
  }
}
