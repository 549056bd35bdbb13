import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArguments, runWithArguments } from '../../src/common/process/program-arguments.js';
import { whole } from '../http/options.js';
import { startPeer } from '../http/peers.js';
import { onStage } from '../http/stage.js';
import { findDatabase } from '../servers/database.js';
import { COLLECTING, type Minute, soak } from './measure.js';
import { reportOf } from './report.js';

const USAGE = [
  'Usage: npm run bench:soak -- [--minutes N]',
  '',
  'Webhooks at half of the highest rate, and what memory and p99 are at the start and at the end. Ends with 1 where they grow.',
  '',
  '  --minutes N  how long (20)',
].join('\n');

const print = (line: string): boolean => process.stdout.write(`${line}\n`);

const readOptions = (args: string[]): { minutes: number } => {
  const { values } = parseArguments(args, { minutes: { type: 'string' } });
  return { minutes: whole('minutes', values.minutes ?? '20', 3, 24 * 60) };
};

const tell = ({ resident, heap, p50, p99 }: Minute, n: number): boolean =>
  print(
    `minute ${String(n).padStart(3)}: ${(resident / 1_048_576).toFixed(0)} MB, heap ${(heap / 1_048_576).toFixed(1)} MB, p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms`,
  );

async function bench({ minutes }: { minutes: number }): Promise<number> {
  const server = await findDatabase(print);
  const directory = await mkdtemp(join(tmpdir(), 'atlas-soak-'));
  try {
    const all = await onStage(server, directory, 'soak', async (stage) => {
      const atlas = await startPeer('atlas', stage.options, COLLECTING);
      try {
        return await soak(atlas, stage, minutes, tell);
      } finally {
        await atlas.stop();
      }
    });
    const { lines, isKept } = reportOf(all);
    print(`\nDatabase: ${server.description}.\n${lines.join('\n')}`);
    return isKept ? 0 : 1;
  } finally {
    await rm(directory, { recursive: true, force: true, maxRetries: 3 });
  }
}

await runWithArguments(USAGE, readOptions, bench);
