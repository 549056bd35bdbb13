import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Global, Logger, Module, type DynamicModule, type INestApplicationContext } from '@nestjs/common';
import { getConnectionToken, MongooseModule } from '@nestjs/mongoose';
import { Test } from '@nestjs/testing';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Schema, type Connection } from 'mongoose';
import { Environment } from '../config/environment.js';
import { openTestDatabase, type TestDatabase } from '../../test/support/mongo.js';
import { DatabasePing } from './database-ping.js';
import { DatabaseUnavailableError, toDatabaseError } from './database.errors.js';
import { DatabaseModule } from './database.module.js';
import { processExists } from './local/process-exists.js';

jest.setTimeout(30_000);

@Global()
@Module({})
class Settings {
  static of(settings: Partial<Environment>): DynamicModule {
    return {
      module: Settings,
      providers: [{ provide: Environment, useValue: settings }],
      exports: [Environment],
    };
  }
}

const things = {
  name: 'Thing',
  collection: 'things',
  schema: new Schema({ code: String, at: Date }).index({ code: 1 }, { unique: true }),
};

let app: INestApplicationContext | undefined;
let dataDir: string;

beforeEach(async () => {
  Logger.overrideLogger(false);
  dataDir = await mkdtemp(join(tmpdir(), 'atlas-module-'));
});
afterEach(async () => {
  await app?.close();
  app = undefined;
  await rm(dataDir, { recursive: true, force: true });
});

async function start(settings: Partial<Environment>): Promise<INestApplicationContext> {
  const imports = [Settings.of({ environment: 'test', dataDir, ...settings }), DatabaseModule];
  const testing = Test.createTestingModule({ imports: [...imports, MongooseModule.forFeature([things])] });
  app = await testing.compile();
  return app.init();
}

const connectionOf = (context: INestApplicationContext): Connection =>
  context.get<Connection>(getConnectionToken(), { strict: false });

describe('DatabaseModule on MONGO_URI', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await openTestDatabase();
  });
  afterEach(() => database.close());

  it('answers pings, has every index before it serves, and writes durably', async () => {
    const context = await start({ mongoUri: database.uri, mongoDb: database.name });
    await context.get(DatabasePing).ping();
    expect(context.get(DatabasePing).description).toMatch(/^MongoDB at 127\.0\.0\.1:\d+$/);
    const indexes = await database.connection.collection('things').indexes();
    expect(indexes).toContainEqual(expect.objectContaining({ key: { code: 1 }, unique: true }));
  });

  it('reads and writes what is true and lasts, and waits as long as it must, whatever MONGO_URI says', async () => {
    const said =
      'readPreference=secondary&readConcernLevel=local&w=1&journal=false&serverSelectionTimeoutMS=1000';
    const mongoUri = `${database.uri}${database.uri.includes('?') ? '&' : '/?'}${said}`;
    const context = await start({ mongoUri, mongoDb: database.name });
    const { options } = connectionOf(context).getClient();
    expect(options).toMatchObject({
      writeConcern: { w: 'majority', journal: true },
      readConcern: { level: 'majority' },
      readPreference: { mode: 'primary' },
      serverSelectionTimeoutMS: 15_000,
    });
  });

  it('refuses a filter with a field that the schema does not have', async () => {
    const context = await start({ mongoUri: database.uri, mongoDb: database.name });
    const misspelt = connectionOf(context)
      .model('Thing')
      .deleteMany({ cod: 'a' } as object);
    await expect(misspelt).rejects.toThrow(/cod/);
  });

  it('does not start when an index cannot be made', async () => {
    await database.connection.collection('things').insertMany([{ code: 'a' }, { code: 'a' }]);
    const starting = start({ mongoUri: database.uri, mongoDb: database.name });
    await expect(starting).rejects.toThrow(/^The indexes of things could not be made: .*E11000/);
  });
});

describe('DatabaseModule without MONGO_URI', () => {
  it('starts nothing in production', async () => {
    const starting = start({ environment: 'production', mongoDb: 'atlas' });
    await expect(starting).rejects.toThrow(
      /in production Atlas starts no database of its own\. Set MONGO_URI\./,
    );
  });

  it('starts a local server, stays up when that is killed, and ends', async () => {
    const context = await start({ mongoDb: 'atlas' });
    const ping = context.get(DatabasePing);
    await ping.ping();
    expect(ping.description).toContain(`(local, started), data in ${dataDir}`);
    const { serverPid } = JSON.parse(await readFile(join(dataDir, 'database.json'), 'utf8')) as {
      serverPid: number;
    };
    process.kill(serverPid, 'SIGKILL');
    while (processExists(serverPid)) await new Promise((resolve) => setTimeout(resolve, 20));
    await expect(ping.ping()).rejects.toBeInstanceOf(DatabaseUnavailableError);
    const failure = await connectionOf(context)
      .model('Thing')
      .create({ code: 'a' })
      .catch((error: unknown) => error);
    expect(toDatabaseError(failure)).toBeInstanceOf(DatabaseUnavailableError);
  });

  it('ends the local server after its connection', async () => {
    const context = await start({ mongoDb: 'atlas' });
    const { serverPid } = JSON.parse(await readFile(join(dataDir, 'database.json'), 'utf8')) as {
      serverPid: number;
    };
    await context.close();
    app = undefined;
    expect(processExists(serverPid)).toBe(false);
  });
});
