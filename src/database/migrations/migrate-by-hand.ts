import { Logger } from '@nestjs/common';
import { MongoClient } from 'mongodb';
import type { Environment } from '../../config/environment.js';
import { DatabaseSource } from '../database-source.js';
import { newInstance } from './instances.js';
import { MIGRATIONS, versionAfter } from './migrations.js';
import { Migrator } from './migrator.js';
import { schemaStatus } from './schema-status.js';

/** Does what a start does before anything else, unless only asked for the status. Answers the status, for people. */
export async function migrateByHand(environment: Environment, onlyStatus: boolean): Promise<string[]> {
  const logger = new Logger('Database');
  const source = new DatabaseSource(environment);
  const client = new MongoClient(await source.open(), { w: 'majority', journal: true });
  try {
    const db = client.db(environment.mongoDb);
    const instance = newInstance(versionAfter(MIGRATIONS));
    const log = (line: string): void => logger.log(line);
    if (!onlyStatus) await new Migrator(db, { migrations: MIGRATIONS, instance, log }).up();
    return await schemaStatus(db, MIGRATIONS);
  } finally {
    await client.close();
    await source.close();
  }
}
