import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../../test/support/mongo.js';
import { duplicateKeyFields } from './duplicate-key.js';

describe('duplicateKeyFields', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await openTestDatabase();
  });

  afterAll(() => database.close());

  it('names the fields of the index that refused a write, as the server tells them', async () => {
    const things = database.connection.collection('things');
    await things.createIndex({ colour: 1, size: 1 }, { unique: true });
    const thing = { colour: 'red', size: 1 };
    await things.insertOne({ ...thing });
    const refusal: unknown = await things.insertOne({ ...thing }).catch((error: unknown) => error);
    expect(duplicateKeyFields(refusal)).toEqual(['colour', 'size']);
  });

  it('knows a refusal of a server that does not name the index', () => {
    expect(duplicateKeyFields(Object.assign(new Error('E11000'), { code: 11000 }))).toEqual([]);
  });

  it.each([
    new Error('other'),
    Object.assign(new Error('other'), { code: 50 }),
    { code: 11000 },
    null,
    'text',
  ])('answers null for %p', (error) => {
    expect(duplicateKeyFields(error)).toBeNull();
  });
});
