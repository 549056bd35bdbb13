import { FakeClock } from '../../common/testing/fake-clock.js';
import type { Clock } from '../../common/time/clock.service.js';
import type { AuditFilter, AuditPart, AuditPosition } from '../audit-list.js';
import { AuditRepository, type FoundEntry, type OpenChain } from '../audit.repository.js';
import { type Entry, type Head, idOf } from '../entry.js';

const byPlace = (a: FoundEntry, b: FoundEntry): number =>
  a.entry.chain === b.entry.chain ? a.entry.seq - b.entry.seq : a.entry.chain < b.entry.chain ? -1 : 1;

const newestFirst = (a: FoundEntry, b: FoundEntry): number =>
  b.entry.at.getTime() - a.entry.at.getTime() || (b.id > a.id ? 1 : -1);

const stands = ({ entry, id }: FoundEntry, after?: AuditPosition): boolean =>
  !after || entry.at < after.at || (entry.at.getTime() === after.at.getTime() && id < after.id);

const matches = ({ entry }: FoundEntry, { who, action, resource, from, until }: AuditFilter): boolean =>
  entry.kind !== 'anchor' &&
  (resource === undefined ? entry.kind === 'begun' : entry.resource === resource) &&
  (who === undefined || entry.who === who) &&
  (action === undefined || entry.action === action) &&
  (!from || entry.at >= from) &&
  (!until || entry.at < until);

/** Keeps the audit log in memory, on a host of its own: its time does not step with that of the clock. */
export class AuditMemoryRepository extends AuditRepository {
  /** Everything that is stored, for tests to look at and to tamper with. */
  stored: FoundEntry[] = [];
  /** How often it was written to. */
  writes = 0;
  /** What the next writes meet, where it is no success. */
  failure?: Error;
  readonly open = new Map<string, OpenChain>();
  private readonly began: number;

  constructor(private readonly clock: Clock = new FakeClock()) {
    super();
    this.began = clock.wall() - clock.monotonic();
  }

  async now(): Promise<Date> {
    return new Date(this.began + this.clock.monotonic());
  }

  async append(entries: Entry[]): Promise<void> {
    this.writes += 1;
    if (this.failure) throw this.failure;
    for (const entry of entries) {
      const id = idOf(entry);
      if (this.stored.some((each) => each.id === id)) throw new Error(`E11000 duplicate key ${id}`);
      this.stored.push({ id, entry: structuredClone(entry) });
    }
  }

  async find(filter: AuditFilter, part: AuditPart): Promise<Entry[]> {
    const found = this.stored.filter((each) => matches(each, filter) && stands(each, part.after));
    return found
      .toSorted(newestFirst)
      .slice(0, part.pageSize)
      .map(({ entry }) => entry);
  }

  async findByIds(ids: string[]): Promise<Entry[]> {
    return this.stored.filter(({ id }) => ids.includes(id)).map(({ entry }) => entry);
  }

  async findHead(chain: string, from: number): Promise<Entry | null> {
    const last = this.ordered().findLast(({ entry }) => entry.chain === chain);
    return last && last.entry.seq >= from ? last.entry : null;
  }

  async findOlder(than: Date, besides: string[]): Promise<Entry | null> {
    const others = this.stored.filter(({ entry }) => !besides.includes(entry.chain));
    const oldest = others.toSorted(newestFirst).at(-1);
    return oldest && oldest.entry.at < than ? oldest.entry : null;
  }

  async findBeginning(chain: string, limit: number): Promise<Entry[]> {
    const ordered = this.ordered().map(({ entry }) => entry);
    return ordered.filter((entry) => entry.chain === chain).slice(0, limit);
  }

  async cut({ chain, seq }: Head): Promise<void> {
    this.stored = this.stored.filter(({ entry }) => entry.chain !== chain || entry.seq > seq);
  }

  async *readAll(only?: 'anchors'): AsyncIterable<FoundEntry> {
    for (const found of this.ordered()) if (!only || found.entry.kind === 'anchor') yield found;
  }

  async findOpenChains(): Promise<OpenChain[]> {
    return [...this.open.values()];
  }

  async noteOpenChain(open: OpenChain): Promise<void> {
    this.open.set(open.chain, open);
  }

  async forgetOpenChains(chains: string[]): Promise<void> {
    for (const chain of chains) this.open.delete(chain);
  }

  private ordered(): FoundEntry[] {
    return this.stored.toSorted(byPlace);
  }
}
