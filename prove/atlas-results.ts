import type { Connection } from 'mongoose';

interface Named {
  _id: string;
}
interface Summary extends Named {
  at: number;
  groups?: { outcome?: Record<string, number> };
}

/** What Atlas has counted, read past Atlas. */
export class AtlasResults {
  constructor(private readonly connection: Connection) {}

  /** What is not counted yet: calls, and quarter-hours that are not summed up. */
  async left(): Promise<string[]> {
    const calls = await this.ids('calls', { uncounted: { $gt: 0 } });
    const quarters = await this.ids('analytics_summaries', { stale: true });
    return [
      ...calls.map((id) => `call ${id} is not counted`),
      ...quarters.map((id) => `quarter-hour ${id} is not summed up`),
    ];
  }

  /** Calls by the quarter-hour in which they were made, since 1970, and their status: `1960000 completed`. */
  async outcomes(): Promise<Record<string, number>> {
    const sets = this.connection.collection<Named & { current: number }>('analytics_generations');
    const generation = (await sets.findOne())?.current ?? 1;
    const found = await this.connection
      .collection<Summary>('analytics_summaries')
      .find({ generation })
      .toArray();
    const counts = found.flatMap(({ at, groups }) =>
      Object.entries(groups?.outcome ?? {}).map(([status, n]): [string, number] => [`${at} ${status}`, n]),
    );
    return Object.fromEntries(counts.filter(([, n]) => n !== 0));
  }

  /** When each call was made, in milliseconds. */
  async madeAt(): Promise<Record<string, number>> {
    const calls = this.connection.collection<Named & { createdAt: Date }>('calls');
    const found = await calls.find({}, { projection: { createdAt: 1 } }).toArray();
    return Object.fromEntries(found.map(({ _id, createdAt }) => [_id, createdAt.getTime()]));
  }

  private async ids(collection: string, filter: object): Promise<string[]> {
    const found = await this.connection
      .collection<Named>(collection)
      .find(filter, { projection: { _id: 1 } })
      .toArray();
    return found.map(({ _id }) => _id);
  }
}
