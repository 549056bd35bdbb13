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
 * One change of the shape of what is stored. It may be ended at any moment and begun again, also by two at once for a
 * moment, and has to leave the same: it looks for what still has the old shape, and each write says so again.
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
