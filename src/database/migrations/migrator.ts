import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from 'mongodb';
import { VERSION } from '../../common/version.js';
import { FORGOTTEN_AFTER_SECONDS, type Instance, Instances } from './instances.js';
import type { Migration } from './migration.js';
import { versionAfter } from './migrations.js';
import { LeaseLostError, readSchema, type SchemaDocument, SchemaRecord } from './schema-record.js';

export interface MigratorOptions {
  migrations: readonly Migration[];
  /** Who migrates. */
  instance: Instance;
  log: (line: string) => void;
  batchSize?: number;
  /** How long a killed migrator holds up the others; a batch must take less. */
  leaseMs?: number;
  /** How long another migrator is waited for. */
  patienceMs?: number;
  pauseMs?: number;
}

const DEFAULTS = { batchSize: 500, leaseMs: 30_000, patienceMs: 600_000, pauseMs: 500 };

/** The lowest version that an Atlas must know once these steps are done. */
const readableFrom = (steps: readonly Migration[]): number =>
  Math.max(0, ...steps.map(({ compatibleFrom }) => compatibleFrom));

const titleOf = ({ version, name }: Migration): string => `Migration ${version} (${name})`;

/** Brings what is stored to the shape that this Atlas knows, once for all that start at the same time. */
export class Migrator {
  private readonly options: Required<MigratorOptions>;
  private readonly record: SchemaRecord;
  private readonly instances: Instances;
  private readonly known: number;

  constructor(
    private readonly db: Db,
    options: MigratorOptions,
  ) {
    this.options = { ...DEFAULTS, ...options };
    this.record = new SchemaRecord(db, this.options.instance, this.options.leaseMs);
    this.instances = new Instances(db);
    this.known = versionAfter(options.migrations);
  }

  /**
   * Runs the steps that are missing, or waits for who does. Errors: the database is too new for this Atlas, a step
   * failed, an older Atlas runs that a step would harm, or the one who migrates took too long.
   */
  async up(): Promise<void> {
    await this.record.open();
    let waits = 0;
    for (;;) {
      const schema = await readSchema(this.db);
      this.refuseIfTooNew(schema);
      if (schema.version >= this.known) return;
      if (await this.record.take()) await this.runMissing();
      else await this.wait(schema, waits++);
    }
  }

  private refuseIfTooNew({ version, readableFrom }: SchemaDocument): void {
    if (readableFrom <= this.known) return;
    throw new Error(
      `the database has schema version ${version}, for an Atlas that knows version ${readableFrom} or later; ` +
        `this one (${VERSION}) knows version ${this.known}. Start the newer Atlas.`,
    );
  }

  private async wait({ version, lease }: SchemaDocument, waits: number): Promise<void> {
    const { patienceMs, pauseMs, log } = this.options;
    const migrating = `${lease?.name ?? 'another Atlas'}, which migrates the database (schema version ${version} of ${this.known})`;
    if (waits * pauseMs >= patienceMs)
      throw new Error(`waited ${Math.round(patienceMs / 1000)} s for ${migrating}. Start again to wait on.`);
    if (waits === 0) log(`Waiting for ${migrating}`);
    await sleep(pauseMs);
  }

  private async runMissing(): Promise<void> {
    try {
      const { version } = await readSchema(this.db);
      for (const step of this.options.migrations.slice(version)) {
        await this.keepOlderOut(step);
        await this.run(step);
      }
    } catch (error) {
      // Whoever has the lease now goes on, and is waited for.
      if (!(error instanceof LeaseLostError)) throw error;
    } finally {
      await this.record.release();
    }
  }

  /**
   * Writes the schema first and then looks for older instances; an older Atlas announces itself first and then reads
   * the schema. So at least one of the two sees the other.
   */
  private async keepOlderOut(step: Migration): Promise<void> {
    const done = this.options.migrations.slice(0, step.version - 1);
    const before = readableFrom(done);
    const needed = readableFrom([...done, step]);
    await this.record.setReadableFrom(needed);
    const older = (await this.instances.findRunning()).filter(({ knows }) => knows < needed);
    if (older.length === 0) return;
    await this.record.setReadableFrom(before);
    const names = older.map(({ name, release }) => `${name} (Atlas ${release})`).join(', ');
    throw new Error(
      `${titleOf(step)} cannot run beside an older Atlas: stop ${names} first. ` +
        `One that was killed is forgotten after ${FORGOTTEN_AFTER_SECONDS} s.`,
    );
  }

  private async run(step: Migration): Promise<void> {
    const { batchSize, log } = this.options;
    const began = performance.now();
    try {
      await step.run({ db: this.db, batchSize, renewLease: () => this.record.renew() });
    } catch (error) {
      if (error instanceof LeaseLostError) throw error;
      throw new Error(`${titleOf(step)} failed: ${(error as Error).message}`, { cause: error });
    }
    const seconds = Math.round(performance.now() - began) / 1000;
    await this.record.complete(step, seconds);
    log(`${titleOf(step)} done in ${seconds} s`);
  }
}
