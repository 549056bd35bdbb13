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

  async insert(erasure: Erasure): Promise<void> {
    this.erasures.set(erasure.id, copyOf(erasure));
  }

  async find(id: string): Promise<Erasure | null> {
    const found = this.erasures.get(id);
    return found ? copyOf(found) : null;
  }

  async findLatest(subject: string): Promise<Erasure | null> {
    return this.all().find((each) => each.subject === subject) ?? null;
  }

  async findPage(request: PageRequest): Promise<Page<Erasure>> {
    const all = this.all();
    const offset = pageOffset(request);
    return { ...request, total: all.length, data: all.slice(offset, offset + request.pageSize) };
  }

  async claim(now: Date, holder: string, until: Date): Promise<Erasure | null> {
    const due = this.all().filter(({ nextAt }) => nextAt && nextAt <= now);
    const [first] = due.toSorted((one, other) => Number(one.nextAt) - Number(other.nextAt));
    if (!first) return null;
    const claimed = { ...first, holder, nextAt: until, revision: first.revision + 1 };
    await this.insert(claimed);
    return claimed;
  }

  async replace(erasure: Erasure): Promise<Erasure | null> {
    if (this.erasures.get(erasure.id)?.revision !== erasure.revision) return null;
    const next = { ...erasure, revision: erasure.revision + 1 };
    await this.insert(next);
    return next;
  }

  private all(): Erasure[] {
    return [...this.erasures.values()].map(copyOf).sort(newestFirst);
  }
}
