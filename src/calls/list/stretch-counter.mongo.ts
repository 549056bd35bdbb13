import type { Collection } from 'mongoose';
import type { Query } from './call-query.mongo.js';
import type { StretchReader } from './stretch-finder.mongo.js';

/** Has the server count what lies in each stretch; of calls that an index alone tells to be of the list. */
export class StretchCounter implements StretchReader {
  count = 0;

  constructor(private readonly calls: Collection) {}

  async read(looks: readonly Query[]): Promise<number> {
    const counts = await Promise.all(looks.map((indexed) => this.countIn(indexed)));
    const seen = counts.reduce((sum, each) => sum + each, 0);
    this.count += seen;
    return seen;
  }

  private async countIn(indexed: Query): Promise<number> {
    const stages = [{ $match: indexed as object }, { $count: 'n' }];
    const [counted] = await this.calls.aggregate<{ n: number }>(stages).toArray();
    return counted?.n ?? 0;
  }
}
