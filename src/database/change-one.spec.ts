import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Model, Schema } from 'mongoose';
import { openTestDatabase, type TestDatabase } from '../../test/support/mongo.js';
import { changeOne, changeOrMakeOne } from './change-one.js';

interface Thing {
  _id: string;
  name?: string | undefined;
  note?: string | null | undefined;
}

let database: TestDatabase;
let things: Model<Thing>;
beforeAll(async () => {
  database = await openTestDatabase();
  const schema = new Schema<Thing>({ _id: String, name: String, note: String });
  things = database.connection.model<Thing>('Thing', schema);
  await things.init();
});
afterAll(() => database.close());

const stored = (_id: string) => things.collection.findOne({ _id } as object);

it('a document is changed where it is found, and is not made', async () => {
  await things.collection.insertOne({ _id: 'one', name: 'a' } as never);
  await expect(changeOne(things, { _id: 'one' }, { $set: { name: 'b' } })).resolves.toBe(true);
  await expect(changeOne(things, { _id: 'one' }, { $set: { name: 'b' } })).resolves.toBe(true);
  await expect(changeOne(things, { _id: 'two' }, { $set: { name: 'b' } })).resolves.toBe(false);
  await expect(stored('one')).resolves.toEqual({ _id: 'one', name: 'b' });
  await expect(stored('two')).resolves.toBeNull();
});

it('options of the driver are obeyed', async () => {
  await expect(changeOne(things, { _id: 'three' }, { $set: { name: 'b' } }, { upsert: true })).resolves.toBe(
    false,
  );
  await expect(stored('three')).resolves.toEqual({ _id: 'three', name: 'b' });
});

it('a document that is not found is made, and that is told', async () => {
  await expect(changeOrMakeOne(things, { _id: 'four' }, { $set: { name: 'a' } })).resolves.toBe(true);
  await expect(changeOrMakeOne(things, { _id: 'four' }, { $set: { name: 'b' } })).resolves.toBe(false);
  await expect(stored('four')).resolves.toEqual({ _id: 'four', name: 'b' });
});

it.each([
  ['changed', changeOne],
  ['made', changeOrMakeOne],
])('what is not there is not stored as null, where a document is %s', async (name, write) => {
  if (write === changeOne) await things.collection.insertOne({ _id: name } as never);
  await write(things, { _id: name }, { $set: { name: 'c', note: undefined } });
  await expect(stored(name)).resolves.toEqual({ _id: name, name: 'c' });
});
