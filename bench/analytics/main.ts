import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import mongoose from 'mongoose';
import { AnalyticsMongoRepository } from '../../src/analytics/analytics.mongo.repository.js';
import {
  ENTRY_MODEL,
  type EntryDocument,
  entrySchema,
  GENERATIONS_MODEL,
  type GenerationsDocument,
  generationsSchema,
  SUMMARY_MODEL,
  type SummaryDocument,
  summarySchema,
} from '../../src/analytics/analytics.schema.js';
import { AnalyticsService } from '../../src/analytics/analytics.service.js';
import { CountingService } from '../../src/analytics/counting.service.js';
import { UncountedCallsMongoRepository } from '../../src/calls/counting/uncounted-calls.mongo.repository.js';
import { UncountedCallsService } from '../../src/calls/counting/uncounted-calls.service.js';
import { CALL_MODEL, type CallDocument, callSchema } from '../../src/calls/model/call.schema.js';
import { FeedbackMongoRepository } from '../../src/feedback/feedback.mongo.repository.js';
import { FEEDBACK_MODEL, type FeedbackRecord, feedbackSchema } from '../../src/feedback/feedback.schema.js';
import { FeedbackService } from '../../src/feedback/feedback.service.js';
import { startLocalDatabase } from '../../src/database/local/start-local-database.js';
import { askAll } from './answers.js';
import { type Made, make, rated, stored } from './calls.js';
import { recount } from './recount.js';

const BATCH = 1000;
const SPANS = [
  { from: '2026-01-01', to: '2026-12-31', timeZone: 'Europe/Berlin' },
  { from: '2026-02-01', to: '2026-04-02', timeZone: 'Asia/Kathmandu' },
  { from: '2026-03-01', to: '2026-03-31', timeZone: 'America/St_Johns' },
];

const print = (line: string): boolean => process.stdout.write(`${line}\n`);

/** Answers how many numbers differ from the recount. */
async function compare(analytics: AnalyticsService, calls: Made[]): Promise<number> {
  let differences = 0;
  for (const span of SPANS) {
    const { numbers, times } = await askAll(analytics, span);
    const counted = recount(calls, span.from, span.to, span.timeZone);
    const names = new Set([...Object.keys(numbers), ...Object.keys(counted)]);
    const wrong = [...names].filter((name) => (numbers[name] ?? 0) !== (counted[name] ?? 0));
    for (const name of wrong.slice(0, 5))
      print(`DIFFERENT ${name}: ${numbers[name] ?? 0}, by hand ${counted[name] ?? 0}`);
    differences += wrong.length;
    print(
      `calls=${calls.length} ${span.from}..${span.to} ${span.timeZone}: ${names.size} numbers, ms ${JSON.stringify(times)}`,
    );
  }
  return differences;
}

async function run(uri: string, counts: number[]): Promise<boolean> {
  const dbName = `atlas_bench_${randomUUID().replaceAll('-', '')}`;
  const connection = await mongoose.createConnection(uri, { dbName }).asPromise();
  try {
    const calls = connection.model<CallDocument>(CALL_MODEL, callSchema);
    const feedback = connection.model<FeedbackRecord>(FEEDBACK_MODEL, feedbackSchema);
    const summaries = new AnalyticsMongoRepository(
      connection.model<EntryDocument>(ENTRY_MODEL, entrySchema),
      connection.model<SummaryDocument>(SUMMARY_MODEL, summarySchema),
      connection.model<GenerationsDocument>(GENERATIONS_MODEL, generationsSchema),
    );
    await Promise.all(Object.values(connection.models).map((model) => model.init()));
    const given = new FeedbackService(new FeedbackMongoRepository(feedback));
    const uncounted = new UncountedCallsService(new UncountedCallsMongoRepository(calls));
    const counting = new CountingService(uncounted, given, summaries);
    const analytics = new AnalyticsService(summaries, given);
    const all: Made[] = [];
    let differences = 0;
    for (const count of counts) {
      while (all.length < count) {
        const some = Array.from({ length: Math.min(BATCH, count - all.length) }, make);
        await calls.collection.insertMany(some.map(stored) as never[], { ordered: false });
        const ratings = some.filter(({ points }) => points !== null).map(rated);
        await feedback.collection.insertMany(ratings as never[]);
        all.push(...some);
      }
      const from = performance.now();
      await counting.catchUp();
      const seconds = ((performance.now() - from) / 1000).toFixed(1);
      differences += await compare(analytics, all);
      print(`analytics: ${differences === 0 ? 'PASS' : 'FAIL'} calls=${count} counted in ${seconds} seconds`);
    }
    return differences === 0;
  } finally {
    await connection.dropDatabase();
    await connection.close();
  }
}

const { values } = parseArgs({
  options: { calls: { type: 'string', default: '100000' }, mongo: { type: 'string' } },
});
const dataDir = await mkdtemp(join(tmpdir(), 'atlas-bench-'));
const local = values.mongo ? null : await startLocalDatabase({ dataDir, log: print });
try {
  const isRight = await run(values.mongo ?? local?.uri ?? '', [1000, Number(values.calls)]);
  process.exitCode = isRight ? 0 : 1;
} finally {
  await local?.stop();
  await rm(dataDir, { recursive: true, force: true, maxRetries: 3 });
}
