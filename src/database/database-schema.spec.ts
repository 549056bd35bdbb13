import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { openTestDatabase, type TestDatabase } from '../../test/support/mongo.js';
import { DatabaseSchema } from './database-schema.js';
import { Instances } from './migrations/instances.js';
import { MIGRATIONS, versionAfter } from './migrations/migrations.js';
import { readSchema } from './migrations/schema-record.js';

let database: TestDatabase;

beforeEach(async () => {
  Logger.overrideLogger(false);
  database = await openTestDatabase();
});
afterEach(() => database.close());

describe('DatabaseSchema', () => {
  it('lets several instances onto a new database at once, which are known until they end', async () => {
    const db = database.connection.db!;
    const schemas = Array.from({ length: 6 }, () => new DatabaseSchema());
    await Promise.all(schemas.map((schema) => schema.open(db)));
    expect(await readSchema(db)).toMatchObject({ version: versionAfter(MIGRATIONS) });
    const instances = new Instances(db);
    await expect(instances.findRunning()).resolves.toHaveLength(6);
    await Promise.all(schemas.map((schema) => schema.close()));
    await expect(instances.findRunning()).resolves.toEqual([]);
  });
});
