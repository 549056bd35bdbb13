import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ALL_INDEXES } from '../src/app.schemas.js';
import { Environment } from '../src/config/environment.js';
import { MOST_LOOKED_AT } from '../src/calls/list/bounded-look.mongo.js';
import { examineDatabase } from '../src/database/examine-database.js';
import { askEverything } from './support/every-query.js';
import { listAsOnMongo } from './support/lists-as-mongo.js';
import { monitoredUri, recordQueries, type RecordedQuery } from './support/recorded-queries.js';
import { startStubbedApp, type StubbedApp } from './support/stub-twilio.js';

/** Reads the number of all documents from the collection's own count, without looking at one. */
const ESTIMATES = ['api_keys', 'users', 'calls', 'erasures'].map((name) => `${name} count {} {}`);
/** The few endpoints, the few chains that an anchor is to name; the check of the whole log, and a rebuild of the results, which read it all. */
const WHOLE = [
  ...['audit_chains find {} {}', 'audit_entries find {kind} {chain,seq}', 'calls find {} {}'],
  // GridFS looks whether there is anything yet.
  ...['recording_sounds.files find {} {}', 'subscriptions find {} {}'],
];

/** So high that they keep nobody from being called. */
const CAPS = { MAX_ATTEMPTS_PER_NUMBER: '10000', MAX_CALLS_PER_DAY: '10000' };

let stub: StubbedApp;
let queries: Map<string, RecordedQuery>;

beforeAll(async () => {
  stub = await startStubbedApp({
    variables: {
      MONGO_URI: monitoredUri(),
      REQUESTS_PER_MINUTE: '100000',
      SUBSCRIPTIONS_LOOPBACK: 'on',
      RECORDINGS_COPY: 'database',
      RECORDINGS_AT_TWILIO: 'delete_after_copy',
      ...CAPS,
    },
  });
  queries = recordQueries(stub.running.connection);
  await askEverything(stub);
  await listAsOnMongo(stub);
}, 60_000);

afterAll(() => stub.close());

/** The names of the stages of the plan that the server would take. */
const planOf = async (command: object): Promise<string[]> => {
  const explained = await stub.running.connection.db?.command({
    explain: command,
    verbosity: 'queryPlanner',
  });
  return [...JSON.stringify(explained).matchAll(/"stage":"(\w+)"/g)].map(([, stage]) => stage ?? '');
};

const isIndexed = async (command: object): Promise<boolean> => {
  const stages = await planOf(command);
  return !stages.includes('COLLSCAN') && stages.some((stage) => /^(IXSCAN|IDHACK|COUNT_SCAN)/.test(stage));
};

/**
 * SecantusDB explains every filter of several fields as a scan, though it uses the index of one of them: then one
 * of the fields alone has to be served by an index, which bounds what the others look at.
 */
const isServed = async ({ collection, command, filter }: RecordedQuery): Promise<boolean> => {
  if (await isIndexed(command)) return true;
  const fields = Object.keys(filter).filter((field) => !field.startsWith('$'));
  if (Object.keys(filter).length < 2) return false;
  const alone = fields.map((field) => isIndexed({ find: collection, filter: { [field]: filter[field] } }));
  return (await Promise.all(alone)).includes(true);
};

/** The name of the index that serves each filter alone; `until` and `from` are parts of the first. */
const INDEX_OF: Record<string, string> = {
  createdAt: 'createdAt_-1__id_-1',
  _id: '_id_',
  changedAt: 'changedAt_1',
  rank: 'rank_1_createdAt_-1__id_-1',
  userExternalId: 'userExternalId_1_createdAt_-1__id_-1',
  to: 'to_1_createdAt_-1__id_-1',
  hasRecording: 'hasRecording_1_createdAt_-1__id_-1',
  hasFeedback: 'hasFeedback_1_createdAt_-1__id_-1',
  'plan.campaignId': 'plan.campaignId_1_createdAt_-1__id_-1',
  'plan.metadata': 'plan.metadata_1_createdAt_-1__id_-1',
};

/** The name of the index that serves what the rules look up. */
const HISTORY: [fields: string, index: string][] = [
  ['to,attempts', 'to_1_attempts.createdAt_1_createdAt_-1__id_-1'],
  ['attempts.createdAt', 'attempts.createdAt_1'],
];

describe('indexes', () => {
  it.each(HISTORY)(
    'serve what the rules look up by %s, by the one that is named for it',
    async (fields, index) => {
      const query = [...queries.values()].find(
        ({ collection, filter }) => collection === 'calls' && Object.keys(filter).join() === fields,
      );
      const names = (await stub.running.connection.collection('calls').indexes()).map(({ name }) => name);
      expect(names).toContain(index);
      const explain = { find: 'calls', filter: query?.filter, hint: index };
      const explained = await stub.running.connection.db?.command({ explain, verbosity: 'queryPlanner' });
      expect([query?.collection, JSON.stringify(explained)]).toEqual([
        'calls',
        expect.stringContaining(`"${index}"`),
      ]);
    },
  );

  it('serve each filter of the calls by the one that is named for it', async () => {
    for (const [field, index] of Object.entries(INDEX_OF)) {
      const query = [...queries.values()].find(
        ({ collection, command, filter }) =>
          // The local server is asked for stretches of time.
          collection === 'calls' &&
          'find' in command &&
          [field, `${field},createdAt`].includes(Object.keys(filter).join()),
      );
      const explain = { find: 'calls', filter: { [field]: query?.filter[field] } };
      const explained = await stub.running.connection.db?.command({ explain, verbosity: 'queryPlanner' });
      expect([field, JSON.stringify(explained)]).toEqual([field, expect.stringContaining(`"${index}"`)]);
    }
  });

  it('keep one of each what is to be unique, and forget what is old', async () => {
    const { connection } = stub.running;
    const indexes = connection.modelNames().map(async (name) => {
      const { collection } = connection.model(name);
      return (await collection.indexes()).map(({ key, unique, expireAfterSeconds }) => ({
        name: `${collection.collectionName} ${Object.keys(key).join()}`,
        ...(unique && { unique }),
        ...(expireAfterSeconds && { days: expireAfterSeconds / 86_400 }),
      }));
    });
    const special = (await Promise.all(indexes)).flat().filter((each) => Object.keys(each).length > 1);
    expect(special.sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
      { name: 'api_keys hash', unique: true },
      { name: 'audit_entries chain,seq', unique: true },
      { name: 'calls sids', unique: true },
      { name: 'erasures open', unique: true },
      { name: 'idempotency_keys claimedAt', days: 1 },
      { name: 'people email', unique: true },
      { name: 'people subject', unique: true },
      { name: 'recording_sounds.chunks files_id,n', unique: true },
      { name: 'unmatched_events receivedAt', days: 90 },
      { name: 'users email', unique: true },
      { name: 'users handles', unique: true },
      { name: 'webhook_counts until', days: 8 },
    ]);
  });

  it('were looked at for every collection', () => {
    const collections = stub.running.connection
      .modelNames()
      .map((name) => stub.running.connection.model(name).collection.collectionName);
    const asked = new Set([...queries.values()].map(({ collection }) => collection));
    // Asked now and then, and by no model: the sign that this instance runs.
    asked.delete('instances');
    // Asked once, at the start.
    asked.add('secrets');
    expect([...asked].sort()).toEqual(collections.sort());
  });

  it('serve every query: none scans a collection', async () => {
    const scanning: string[] = [];
    // A change stream reads the log of changes, where the server has one.
    queries.delete('calls aggregate {} {}');
    for (const query of queries.values()) if (!(await isServed(query))) scanning.push(query.shape);
    expect(scanning.toSorted()).toEqual([...ESTIMATES, ...WHOLE].toSorted());
    expect(queries.size).toBeGreaterThan(15);
  });

  it('bound what is looked at for a page by several filters, whatever the data', () => {
    const looks = [...queries.values()]
      .map(({ command }) => command.pipeline as Record<string, unknown>[] | undefined)
      .filter((pipeline) => pipeline?.[1]?.['$sort'] !== undefined && pipeline[0]?.['$match'] !== undefined)
      .filter((pipeline) => Object.keys(pipeline?.[1]?.['$sort'] as object).join() === 'createdAt,_id');
    // Where the look ends is found out before, among the entries of an index; up to there all is looked at, and no farther.
    const ends = [...queries.values()].filter(({ command }) => command.skip === MOST_LOOKED_AT - 1);
    expect(new Set(ends.map(({ command }) => command.limit))).toEqual(new Set([1]));
    expect([looks.length, ends.length].every((each) => each > 10)).toBe(true);
    expect(new Set(looks.flatMap((pipeline) => Object.keys(pipeline?.[2] ?? {})))).toEqual(
      new Set(['$match']),
    );
  });

  it('serve every write: the local server scans for one that asks by an operator beside its fields', () => {
    const writes = [...queries.values()].filter(({ isWrite }) => isWrite);
    const scanning = writes.filter(({ filter }) => Object.keys(filter).some((key) => key.startsWith('$')));
    expect(scanning.map(({ shape }) => shape)).toEqual([]);
    expect(writes.length).toBeGreaterThan(15);
  });

  it('would be missed where there are none', async () => {
    const served = (filter: object) =>
      isServed({
        collection: 'users',
        shape: '',
        isWrite: false,
        filter,
        command: { find: 'users', filter },
      });
    await expect(served({ name: 'Ada Lovelace' })).resolves.toBe(false);
    await expect(served({ name: 'Ada Lovelace', phoneNumber: '+14155550123' })).resolves.toBe(false);
    await expect(served({ name: 'Ada Lovelace', handles: 'customer-1' })).resolves.toBe(true);
  });

  it('are looked at by the doctor, of every collection, which names one that is missing or of another sort', async () => {
    const { connection, environment } = stub.running;
    const collections = connection
      .modelNames()
      .map((name) => connection.model(name).collection.collectionName);
    expect(ALL_INDEXES.map(({ collection }) => collection).sort()).toEqual(collections.sort());
    const look = async () => {
      const { missingIndexes, differentIndexes } = await examineDatabase(environment, ALL_INDEXES);
      return { missingIndexes, differentIndexes };
    };
    await expect(look()).resolves.toEqual({ missingIndexes: [], differentIndexes: [] });
    const [people, lanes, unused] = ['people', 'lanes', 'request_budget'].map((name) =>
      connection.collection(name),
    );
    await people?.dropIndex('email_1');
    await lanes?.dropIndex('heldBy_1');
    await lanes?.createIndex({ heldBy: 1 });
    await unused?.drop();
    await expect(look()).resolves.toEqual({
      missingIndexes: ['people (email)'],
      differentIndexes: ['lanes (heldBy)'],
    });
    const empty = Object.assign(new Environment(), environment, { mongoDb: `${environment.mongoDb}_empty` });
    await expect(examineDatabase(empty, ALL_INDEXES)).resolves.toMatchObject({ missingIndexes: [] });
  });
});
