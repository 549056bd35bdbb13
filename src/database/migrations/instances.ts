import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Collection, Db } from 'mongodb';
import { VERSION } from '../../common/version.js';

/** One running Atlas. */
export interface Instance {
  id: string;
  /** Where it runs: host and process. */
  name: string;
  /** Its release. */
  release: string;
  /** The schema version that it knows. */
  knows: number;
}

interface InstanceDocument extends Omit<Instance, 'id'> {
  _id: string;
  seenAt: Date;
}

export const INSTANCES_COLLECTION = 'instances';
/** An instance that has said nothing for this long has ended. */
export const FORGOTTEN_AFTER_SECONDS = 30;

export const newInstance = (knows: number): Instance => ({
  id: randomUUID(),
  name: `${hostname()}:${process.pid}`,
  release: VERSION,
  knows,
});

/** The running instances, as far as they say so now and then. Times are the server's. */
export class Instances {
  private readonly instances: Collection<InstanceDocument>;

  constructor(db: Db) {
    this.instances = db.collection<InstanceDocument>(INSTANCES_COLLECTION);
  }

  /** Lets the server remove those that have ended without a word. */
  async open(): Promise<void> {
    await this.instances.createIndex({ seenAt: 1 }, { expireAfterSeconds: 10 * FORGOTTEN_AFTER_SECONDS });
  }

  /** Says that this instance runs. */
  async note({ id, ...instance }: Instance): Promise<void> {
    const update = { $set: instance, $currentDate: { seenAt: true as const } };
    await this.instances.updateOne({ _id: id }, update, { upsert: true });
  }

  /** Gives up after a second: who ends does not wait for a database that is away. */
  async remove({ id }: Instance): Promise<void> {
    await this.instances.deleteOne({ _id: id }, { timeoutMS: 1_000 });
  }

  async findRunning(): Promise<Instance[]> {
    const seconds = { $dateDiff: { startDate: '$seenAt', endDate: '$$NOW', unit: 'second' } };
    const found = await this.instances
      .aggregate<InstanceDocument & { silentFor: number }>([{ $set: { silentFor: seconds } }])
      .toArray();
    return found
      .filter(({ silentFor }) => silentFor < FORGOTTEN_AFTER_SECONDS)
      .map(({ _id, name, release, knows }) => ({ id: _id, name, release, knows }));
  }
}
