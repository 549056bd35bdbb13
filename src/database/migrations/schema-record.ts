import type { Collection, Db, Filter, UpdateFilter } from 'mongodb';
import { duplicateKeyFields } from '../duplicate-key.js';
import type { Instance } from './instances.js';
import type { Migration } from './migration.js';

/** A step that was done, when, and how long that took. */
export interface DoneStep {
  version: number;
  name: string;
  doneAt: Date;
  seconds: number;
}

/** What is known of the shape of everything that is stored; one document for the whole database. */
export interface SchemaDocument {
  _id: string;
  /** How many steps are done. */
  version: number;
  /** The lowest version that an Atlas must know to run on this database. */
  readableFrom: number;
  steps: DoneStep[];
  /** Who runs steps now, and until when nobody else may, by the server's clock. */
  lease?: { holder: string; name: string; until: Date };
}

/** The lease ended, and another instance took it: that one finishes the step. */
export class LeaseLostError extends Error {}

const SCHEMA_COLLECTION = 'schema';
const ONE = { _id: 'schema' };
const NEW_SCHEMA = { version: 0, readableFrom: 0, steps: [] };

// Compared as numbers: SecantusDB takes $$NOW for a later date than any of the document.
const HAS_LEASE = { $gt: [{ $toLong: '$lease.until' }, { $toLong: '$$NOW' }] };
const after = (ms: number): object => ({
  $dateAdd: { startDate: '$$NOW', unit: 'millisecond', amount: ms },
});

export const readSchema = async (db: Db): Promise<SchemaDocument> =>
  (await db.collection<SchemaDocument>(SCHEMA_COLLECTION).findOne(ONE)) ?? { ...ONE, ...NEW_SCHEMA };

/** The document of the schema. Each of its changes is one conditional write. */
export class SchemaRecord {
  private readonly schemas: Collection<SchemaDocument>;

  constructor(
    db: Db,
    private readonly instance: Pick<Instance, 'id' | 'name'>,
    private readonly leaseMs: number,
  ) {
    this.schemas = db.collection<SchemaDocument>(SCHEMA_COLLECTION);
  }

  /** Makes the document where there is none. */
  async open(): Promise<void> {
    try {
      await this.schemas.updateOne(ONE, { $setOnInsert: NEW_SCHEMA }, { upsert: true });
    } catch (error) {
      // Another one has just made it.
      if (!duplicateKeyFields(error)) throw error;
    }
  }

  /** Takes the lease unless another one has it; answers whether it is taken. */
  async take(): Promise<boolean> {
    const { id, name } = this.instance;
    const lease = { holder: { $literal: id }, name: { $literal: name }, until: after(this.leaseMs) };
    const { matchedCount } = await this.schemas.updateOne({ ...ONE, $expr: { $not: [HAS_LEASE] } }, [
      { $set: { lease } },
    ]);
    return matchedCount === 1;
  }

  /** Errors: LeaseLostError. */
  async renew(): Promise<void> {
    await this.change([{ $set: { 'lease.until': after(this.leaseMs) } }]);
  }

  /** An Atlas that knows only lower versions may not start any more. Errors: LeaseLostError. */
  async setReadableFrom(readableFrom: number): Promise<void> {
    await this.change({ $set: { readableFrom } });
  }

  /** Errors: LeaseLostError. */
  async complete({ version, name }: Migration, seconds: number): Promise<void> {
    const step: DoneStep = { version, name, doneAt: new Date(), seconds };
    await this.change({ $set: { version }, $push: { steps: step } });
  }

  /** Does nothing where another instance has the lease. */
  async release(): Promise<void> {
    await this.schemas.updateOne(this.held(), { $unset: { lease: '' } });
  }

  private held(): Filter<SchemaDocument> {
    return { ...ONE, 'lease.holder': this.instance.id };
  }

  private async change(update: UpdateFilter<SchemaDocument> | object[]): Promise<void> {
    const { matchedCount } = await this.schemas.updateOne(this.held(), update);
    if (matchedCount !== 1) throw new LeaseLostError(`${this.instance.name} has lost its lease`);
  }
}
