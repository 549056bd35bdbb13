import type { Db } from 'mongodb';

/** What a step works with. */
export interface MigrationContext {
  db: Db;
  /** How many documents one write may change. */
  batchSize: number;
  /** To be awaited after each batch: it keeps the lease. Errors: LeaseLostError, after which nothing may be written. */
  renewLease(): Promise<void>;
}

/**
 * One change of the shape of what is stored. It may be killed at any moment and begun again, for a moment even by two
 * instances at once, with the same result: it looks for documents of the old shape, and each write checks it again.
 */
export interface Migration {
  /** The schema's version once it is done: counts from 1, without a gap. */
  version: number;
  /** What is true once it is done, in a few words. */
  name: string;
  /** The lowest schema version that an Atlas must know to run beside this step and what it leaves; 0 is any. */
  compatibleFrom: number;
  run(context: MigrationContext): Promise<void>;
}
