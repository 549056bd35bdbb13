import { type Page, pageOffset, type PageRequest } from '../../common/page.js';
import type { Erasure } from '../erasure.js';
import { ErasuresRepository } from '../erasures.repository.js';

const newestFirst = (one: Erasure, other: Erasure): number =>
  other.requestedAt.getTime() - one.requestedAt.getTime() || (one.id < other.id ? 1 : -1);

/** As the database has them, where what is undefined is absent. */
const copyOf = (erasure: Erasure): Erasure => {
  const fields = Object.entries(structuredClone(erasure)).filter(([, value]) => value !== undefined);
  return Object.fromEntries(fields) as unknown as Erasure;
};

/** Keeps erasures in memory. */
export class ErasuresMemoryRepository extends ErasuresRepository {
  private readonly erasures = new Map<string, Erasure>();

  async insert(erasure: Erasure): Promise<boolean> {
    const { open } = erasure;
    if (open !== undefined && this.all().some((each) => each.open === open)) return false;
    this.keep(erasure);
    return true;
  }

  async find(id: string): Promise<Erasure | null> {
    const found = this.erasures.get(id);
    return found ? copyOf(found) : null;
  }

  async findOpen(subject: string): Promise<Erasure | null> {
    return this.all().find(({ open }) => open === subject) ?? null;
  }

  async findLatest(subject: string): Promise<Erasure | null> {
    return this.all().find((each) => each.subject === subject) ?? null;
  }

  async findPage(request: PageRequest): Promise<Page<Erasure>> {
    const all = this.all();
    const offset = pageOffset(request);
    return { ...request, total: all.length, data: all.slice(offset, offset + request.pageSize) };
  }

  async claim(now: Date, until: Date): Promise<Erasure | null> {
    const due = this.all().filter(({ nextAt }) => nextAt && nextAt <= now);
    const [first] = due.toSorted((one, other) => Number(one.nextAt) - Number(other.nextAt));
    if (!first) return null;
    const claimed = { ...first, nextAt: until, revision: first.revision + 1 };
    this.keep(claimed);
    return claimed;
  }

  async renew({ id, revision }: Pick<Erasure, 'id' | 'revision'>, until: Date): Promise<void> {
    const found = this.erasures.get(id);
    if (found?.revision === revision && found.nextAt) found.nextAt = until;
  }

  async replace(erasure: Erasure): Promise<Erasure | null> {
    if (this.erasures.get(erasure.id)?.revision !== erasure.revision) return null;
    const next = { ...erasure, revision: erasure.revision + 1 };
    this.keep(next);
    return next;
  }

  private keep(erasure: Erasure): void {
    this.erasures.set(erasure.id, copyOf(erasure));
  }

  private all(): Erasure[] {
    return [...this.erasures.values()].map(copyOf).sort(newestFirst);
  }
}
