import { randomUUID } from 'node:crypto';
import mongoose, { type Connection } from 'mongoose';

/** A database of its own for one spec file, on the server of the test run. */
export interface TestDatabase {
  uri: string;
  name: string;
  connection: Connection;
  /** Drops the database and closes the connection. */
  close(): Promise<void>;
}

/** The server that global-setup.mjs started, or that ATLAS_TEST_MONGO_URI named. */
export function testMongoUri(): string {
  const uri = process.env.ATLAS_TEST_MONGO_URI;
  if (!uri)
    throw new Error('ATLAS_TEST_MONGO_URI is not set: run the specs through jest, whose globalSetup sets it');
  return uri;
}

/** A name that no other spec, worker or run has. */
export const testDatabaseName = (): string => `atlas_test_${randomUUID().replaceAll('-', '')}`;

/** Opens a new, empty database; give its `connection` to the models under test. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const uri = testMongoUri();
  const name = testDatabaseName();
  const connection = await mongoose
    .createConnection(uri, { dbName: name, writeConcern: { w: 'majority', journal: true } })
    .asPromise();
  const close = async (): Promise<void> => {
    await connection.dropDatabase();
    await connection.close();
  };
  return { uri, name, connection, close };
}

/** Drops a database whose own connections are closed already. */
export async function dropTestDatabase(name: string): Promise<void> {
  const connection = await mongoose.createConnection(testMongoUri(), { dbName: name }).asPromise();
  await connection.dropDatabase();
  await connection.close();
}
