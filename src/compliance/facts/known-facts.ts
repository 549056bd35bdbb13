import type { NumberFacts } from './number-facts.js';

/** What the facts are to be as new as: the leader's term, and how often the lists have changed. */
export interface AsOf {
  term: string | null;
  rules: number;
}

interface Known extends AsOf {
  facts: NumberFacts;
}

/** So many numbers are kept in memory; they can be looked up again. */
const MOST_KNOWN = 20_000;

/** The facts that were looked up, as long as nothing has changed them. */
export class KnownFacts {
  private readonly known = new Map<string, Known>();
  /** For each look-up under way, the numbers of which it may have seen what is not so any more. */
  private readonly spoilt = new Set<Set<string>>();

  /** Null where they are to be looked up. */
  of(to: string, { term, rules }: AsOf): NumberFacts | null {
    const found = this.known.get(to);
    return found?.term === term && found.rules === rules ? found.facts : null;
  }

  /** Looks up and keeps what is to be as new as `asOf`, which was told before this. */
  async learn(asOf: AsOf, lookUp: () => Promise<Map<string, NumberFacts>>): Promise<void> {
    const spoilt = new Set<string>();
    this.spoilt.add(spoilt);
    try {
      const found = await lookUp();
      if (this.known.size > MOST_KNOWN) this.known.clear();
      const { term, rules } = asOf;
      for (const [to, facts] of found) if (!spoilt.has(to)) this.known.set(to, { facts, term, rules });
    } finally {
      this.spoilt.delete(spoilt);
    }
  }

  /** The facts of this number have changed. */
  forget(to: string): void {
    this.known.delete(to);
    for (const each of this.spoilt) each.add(to);
  }
}
