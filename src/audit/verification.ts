import { cutsIn, type Entry, type Head, idOf } from './entry.js';
import { hashOf } from './seal.js';

/** What a check of all chains has found. */
export interface Report {
  chains: { head: Head; entries: number; isAnchored: boolean }[];
  entries: number;
  /** Acts of which nobody can tell what came of them. */
  unknown: number;
  /** A sentence each; none where all is as it was written. */
  faults: string[];
}

/** A place where an entry does not follow from the one before it. */
interface Break {
  before: Head;
  entry: Pick<Entry, 'chain' | 'seq' | 'prev'>;
}

/** Heads that anchors name, by chain; anchors older than what is kept prove nothing any more. */
export const namedHeads = (anchors: Entry[], oldestKept: Date): Head[] =>
  anchors.flatMap((entry) =>
    entry.kind === 'anchor' && entry.why !== 'cut' && entry.at >= oldestKept ? entry.heads : [],
  );

/** Of each chain, up to where it is cut off. */
export const cutsOf = (anchors: Entry[]): Map<string, Head> => {
  const cuts = cutsIn(anchors).toSorted((one, other) => one.seq - other.seq);
  return new Map(cuts.map((head) => [head.chain, head]));
};

/** Reads all entries, by chain and place, and judges them at the end. */
export class Verification {
  private readonly faults: string[] = [];
  private readonly breaks: Break[] = [];
  private readonly heads = new Map<string, { head: Head; entries: number }>();
  private readonly open = new Set<string>();
  private readonly ends = new Set<string>();
  private readonly named = new Map<string, Head>();
  private readonly met = new Set<string>();
  private readonly furthest = new Map<string, number>();

  constructor(named: Head[]) {
    for (const head of named) {
      this.named.set(`${head.chain}:${head.seq}:${head.hash}`, head);
      this.furthest.set(head.chain, Math.max(head.seq, this.furthest.get(head.chain) ?? -1));
    }
  }

  read(id: string, entry: Entry): void {
    const { chain, seq, hash, prev } = entry;
    if (hashOf(entry) !== hash || idOf(entry) !== id)
      this.faults.push(`chain ${chain}, entry ${seq}: it is not as it was written`);
    const { head, entries } = this.heads.get(chain) ?? { head: { chain, seq: -1, hash: '' }, entries: 0 };
    if (seq !== head.seq + 1 || prev !== head.hash)
      this.breaks.push({ before: head, entry: { chain, seq, prev } });
    this.heads.set(chain, { head: { chain, seq, hash }, entries: entries + 1 });
    if (this.named.has(`${chain}:${seq}:${hash}`)) this.met.add(`${chain}:${seq}:${hash}`);
    this.pair(id, entry);
  }

  /** The cuts are those of anchors that were read last: entries may have been removed meanwhile. */
  report(cuts: Map<string, Head>): Report {
    const isCut = ({ chain, seq }: Pick<Head, 'chain' | 'seq'>) => seq <= (cuts.get(chain)?.seq ?? -1);
    const isBroken = ({ entry }: Break): boolean => {
      const cut = cuts.get(entry.chain);
      return !isCut(entry) && !(cut?.seq === entry.seq - 1 && cut.hash === entry.prev);
    };
    const missing = [...this.named].filter(([key, head]) => !this.met.has(key) && !isCut(head));
    const chains = [...this.heads.values()].map((each) => ({
      ...each,
      isAnchored: (this.furthest.get(each.head.chain) ?? -1) >= each.head.seq,
    }));
    return {
      chains,
      entries: chains.reduce((sum, { entries }) => sum + entries, 0),
      unknown: this.open.size,
      faults: [
        ...this.faults,
        ...this.breaks.filter(isBroken).map(sayBreak),
        ...missing.map(
          ([, { chain, seq }]) => `chain ${chain}, entry ${seq}: an anchor names it, and it is not there`,
        ),
      ],
    };
  }

  private pair(id: string, entry: Entry): void {
    if (entry.kind === 'begun' && !this.ends.delete(id)) this.open.add(id);
    if (entry.kind === 'ended' && !this.open.delete(entry.of)) this.ends.add(entry.of);
  }
}

const sayBreak = ({ before, entry: { chain, seq } }: Break): string => {
  const missing = seq - before.seq - 1;
  const gap =
    missing > 0 ? `${missing} entries are missing before it` : 'it does not follow from the one before it';
  return `chain ${chain}, entry ${seq}: ${gap}`;
};
