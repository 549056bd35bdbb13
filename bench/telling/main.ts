import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArguments, runWithArguments, UsageError } from '../../src/common/process/program-arguments.js';
import { whole } from '../http/options.js';
import { startPeer } from '../http/peers.js';
import { onStage } from '../http/stage.js';
import { findDatabase } from '../servers/database.js';
import { Endpoint } from './endpoint.js';
import { measureTelling, type Told } from './measure.js';

interface TellingOptions {
  events: number;
  endpoints: number;
  dead: number;
}

const USAGE = [
  'Usage: npm run bench:telling -- [--events N] [--endpoints N] [--dead N]',
  '',
  'Has endpoints subscribe to everything, tells a running Atlas of calls as Twilio does, as fast as it answers, and waits until',
  'each living endpoint was told of all of it. Dead ones take a connection and never answer.',
  '',
  '  --events N     how many, about: as many webhooks (10000)',
  '  --endpoints N  how many, with the dead ones (20)',
  '  --dead N       how many are dead (5)',
].join('\n');

const MEGABYTE = 1_048_576;
const text = { type: 'string' } as const;
/** Endpoints on this machine are for development; all else is as in production. */
const SETTINGS = { ENVIRONMENT: 'development', SUBSCRIPTIONS_LOOPBACK: 'on' };

const print = (line: string): boolean => process.stdout.write(`${line}\n`);

/** Throws UsageError. */
const readOptions = (args: string[]): TellingOptions => {
  const { values } = parseArguments(args, { events: text, endpoints: text, dead: text });
  const options = {
    events: whole('events', values.events ?? '10000', 1, 1_000_000),
    endpoints: whole('endpoints', values.endpoints ?? '20', 1, 100),
    dead: whole('dead', values.dead ?? '5', 0, 99),
  };
  if (options.dead >= options.endpoints) throw new UsageError('--dead: one endpoint at least has to live');
  return options;
};

const lineOf = (told: Told): string =>
  [
    `${told.events} events`,
    `${told.webhooksPerSecond.toFixed(0)} webhooks/s taken`,
    `the living had all after ${told.seconds.toFixed(1)} s`,
    `${told.spreadSeconds.toFixed(1)} s between the first and the last of them`,
    `${told.repeated} told twice`,
    `${told.toDead} requests to the dead`,
    `resident ${(told.resident / MEGABYTE).toFixed(0)} MB before, ${(told.peak / MEGABYTE).toFixed(0)} MB at most`,
  ].join(', ');

async function bench({ events, endpoints: count, dead }: TellingOptions): Promise<number> {
  const server = await findDatabase(print);
  const directory = await mkdtemp(join(tmpdir(), 'atlas-telling-'));
  const endpoints = await Promise.all(Array.from({ length: count }, (_, n) => Endpoint.open(n < dead)));
  try {
    const told = await onStage(server, directory, 'telling', async (stage) => {
      const atlas = await startPeer('atlas', { ...stage.options, settings: SETTINGS });
      try {
        return await measureTelling(stage, atlas, endpoints, events);
      } finally {
        await atlas.stop();
      }
    });
    print(`\nDatabase: ${server.description}.`);
    print(`bench:telling: ${count} endpoints, ${dead} dead: ${lineOf(told)}`);
    return 0;
  } finally {
    await Promise.all(endpoints.map((endpoint) => endpoint.close()));
    await rm(directory, { recursive: true, force: true, maxRetries: 3 });
  }
}

await runWithArguments(USAGE, readOptions, bench);
