import { setTimeout as wait } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import type { RunningPeer } from '../http/peers.js';
import type { Stage } from '../http/stage.js';
import { peakOf, residentOf } from '../servers/process-use.js';
import { hurry } from '../webhooks/hurry.js';
import { WebhookStream } from '../webhooks/stream.js';
import type { Endpoint } from './endpoint.js';

/** What the endpoints were told, and how soon. */
export interface Told {
  events: number;
  /** Webhooks of Twilio a second, while they came. */
  webhooksPerSecond: number;
  /** From the first webhook until every living endpoint had all. */
  seconds: number;
  /** Between the first and the last of the living to have all. */
  spreadSeconds: number;
  /** Requests beyond one for each event and living endpoint; requests to dead ones. */
  repeated: number;
  toDead: number;
  /** Bytes of memory that Atlas held before, and at most since it was started. */
  resident: number;
  peak: number;
}

const LONGEST_MS = 30 * 60_000;
const LOOK_MS = 500;

async function subscribe({ url }: RunningPeer, key: string, endpoint: Endpoint): Promise<void> {
  const answer = await fetch(`${url}/subscriptions`, {
    method: 'POST',
    headers: { 'X-API-Key': key, 'content-type': 'application/json' },
    body: JSON.stringify({ url: endpoint.url, types: ['*'] }),
  });
  if (answer.status !== 201)
    throw new Error(`A subscription was answered with ${answer.status}: ${await answer.text()}`);
}

/** How many events there are, and whether more are to come. */
async function countEvents({ options }: Stage): Promise<{ events: number; untold: number }> {
  const client = await MongoClient.connect(options.mongoUri);
  try {
    const database = client.db(options.dbName);
    const untold = await database.collection('calls').countDocuments({ untold: { $exists: true } });
    return { events: await database.collection('events').countDocuments({}), untold };
  } finally {
    await client.close();
  }
}

/** Subscribes the endpoints, has Twilio tell so much, and waits until the living ones have all of it. */
export async function measureTelling(
  stage: Stage,
  atlas: RunningPeer,
  endpoints: Endpoint[],
  webhooks: number,
): Promise<Told> {
  for (const endpoint of endpoints) await subscribe(atlas, stage.key, endpoint);
  const resident = await residentOf(atlas.pid);
  const stream = new WebhookStream([], { baseUrl: atlas.url, account: stage.options.account });
  const begun = performance.now();
  const webhooksPerSecond = await hurry(atlas.url, stream, stage.options, webhooks);
  const living = endpoints.filter(({ isDead }) => !isDead);
  let { events, untold } = await countEvents(stage);
  const deadline = performance.now() + LONGEST_MS;
  while (untold > 0 || living.some(({ told }) => told.size < events)) {
    if (performance.now() > deadline)
      throw new Error(`Not told in time: ${living.map(({ told }) => told.size).join(', ')} of ${events}`);
    await wait(LOOK_MS);
    if (untold > 0) ({ events, untold } = await countEvents(stage));
  }
  const ends = living.map(({ lastAt }) => lastAt);
  return {
    events,
    webhooksPerSecond,
    seconds: (Math.max(...ends) - begun) / 1_000,
    spreadSeconds: (Math.max(...ends) - Math.min(...ends)) / 1_000,
    repeated: living.reduce((sum, { asked, told }) => sum + asked - told.size, 0),
    toDead: endpoints.filter(({ isDead }) => isDead).reduce((sum, { asked }) => sum + asked, 0),
    resident,
    peak: await peakOf(atlas.pid),
  };
}
