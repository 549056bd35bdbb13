import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import mongoose from 'mongoose';
import type { AnalyticsService } from '../../src/analytics/analytics.service.js';
import { startLocalDatabase } from '../../src/database/local/start-local-database.js';
import { askAll } from './answers.js';
import { type Made, makeAll } from './calls.js';
import { compare } from './compare.js';
import { recount } from './recount.js';
import { openRoom } from './room.js';

/** Two of them are no whole hours from UTC; in two the clocks change on one of these days. */
const SPANS = [
  { from: '2026-01-01', to: '2026-12-31', timeZone: 'Europe/Berlin' },
  { from: '2026-03-20', to: '2026-04-02', timeZone: 'Asia/Kolkata' },
  { from: '2026-03-01', to: '2026-04-10', timeZone: 'Australia/Lord_Howe' },
];
const SHOWN = 5;
/** Every so-many-th call changes after it was counted. */
const CHANGED = 100;

const print = (line: string): boolean => process.stdout.write(`${line}\n`);

/** Answers how many values differ from the recount. */
async function compareAll(analytics: AnalyticsService, calls: Made[]): Promise<number> {
  let wrong = 0;
  for (const span of SPANS) {
    const { answers, times } = await askAll(analytics, span);
    const byHand = recount(calls, span.from, span.to, span.timeZone);
    let count = 0;
    for (const [name, told] of Object.entries(answers)) {
      const { values, differences } = compare(name, told, byHand[name] ?? {});
      for (const each of differences.slice(0, SHOWN)) print(`DIFFERENT ${each}`);
      wrong += differences.length;
      count += values;
    }
    print(
      `  ${span.from}..${span.to} ${span.timeZone}: ${count} values compared, answers in ms ${JSON.stringify(times)}`,
    );
  }
  return wrong;
}

async function run(uri: string, count: number): Promise<boolean> {
  const dbName = `atlas_bench_${randomUUID().replaceAll('-', '')}`;
  const connection = await mongoose.createConnection(uri, { dbName }).asPromise();
  let wrong = 0;
  try {
    const { analytics, counting, rebuild, ...room } = await openRoom(connection);
    const calls = makeAll(count);
    const changed = calls.filter((_, i) => i % CHANGED === 0);
    const step = async (name: string, counted: number, work: () => Promise<unknown>): Promise<void> => {
      const from = performance.now();
      await work();
      const seconds = (performance.now() - from) / 1000;
      const differences = await compareAll(analytics, calls);
      const rate = `${seconds.toFixed(1)} seconds, ${Math.round(counted / seconds)} a second`;
      print(`${name}: ${counted} calls counted in ${rate}; differences=${differences}`);
      wrong += differences;
    };
    await room.insert(calls);
    print(`${count} calls are stored`);
    await step('catch up', count, () => counting.catchUp());
    await room.change(changed);
    await step('catch up with changes', changed.length, () => counting.catchUp());
    await step('rebuild', count, () => rebuild.rebuild());
    print(`analytics: ${wrong === 0 ? 'PASS' : 'FAIL'} calls=${count} differences=${wrong}`);
    return wrong === 0;
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
  const isRight = await run(values.mongo ?? local?.uri ?? '', Number(values.calls));
  process.exitCode = isRight ? 0 : 1;
} finally {
  await local?.stop();
  await rm(dataDir, { recursive: true, force: true, maxRetries: 3 });
}
