import { setTimeout as wait } from 'node:timers/promises';
import { median } from '../http/median.js';
import type { RunningPeer } from '../http/peers.js';
import type { Stage } from '../http/stage.js';
import { residentOf } from '../servers/process-use.js';
import { hurry, prepare } from '../webhooks/hurry.js';
import { sendPaced } from '../webhooks/paced.js';
import { WebhookStream } from '../webhooks/stream.js';

/** One minute of the soak. Bytes and milliseconds. */
export interface Minute {
  rate: number;
  /** The middle of what the process held. */
  resident: number;
  /** What the collector could not take at the end of it. */
  heap: number;
  p50: number;
  p99: number;
  failed: number;
  sent: number;
}

const WARM_UP = 1_500;
const HIGHEST = 3_000;
const MINUTE_S = 60;
const LOOK_MS = 5_000;

/** Has the process collect all that it can when it is asked: how far the heap grows before that is the engine's affair. */
export const COLLECTING = ['--expose-gc', '--import', 'data:text/javascript,process.on("SIGUSR2",()=>gc())'];
const COLLECTS_WITHIN_MS = 2_000;

const heapOf = async (url: string, key: string): Promise<number> => {
  const answer = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${key}` } });
  const [, bytes = 'NaN'] = /^nodejs_heap_size_used_bytes(?:\{.*\})? (\S+)$/m.exec(await answer.text()) ?? [];
  return Number(bytes);
};

/** Webhooks at half of the highest rate, for so many minutes; each is told when it is over. */
export async function soak(
  { url, pid }: RunningPeer,
  { options, key }: Stage,
  minutes: number,
  onMinute: (minute: Minute, n: number) => void,
): Promise<Minute[]> {
  const stream = new WebhookStream([], { baseUrl: url, account: options.account });
  await hurry(url, stream, options, WARM_UP);
  const rate = (await hurry(url, stream, options, HIGHEST)) / 2;
  const count = Math.round(rate * MINUTE_S);
  const all: Minute[] = [];
  for (let n = 1; n <= minutes; n += 1) {
    await prepare(stream, options, count);
    const residents: number[] = [];
    const look = async (): Promise<void> => void residents.push(await residentOf(pid));
    const timer = setInterval(() => void look(), LOOK_MS);
    const answers = await sendPaced(url, rate, count, () => stream.take());
    clearInterval(timer);
    process.kill(pid, 'SIGUSR2');
    await wait(COLLECTS_WITHIN_MS);
    const minute = { ...answers, rate, resident: median(residents), heap: await heapOf(url, key) };
    all.push(minute);
    onMinute(minute, n);
  }
  return all;
}
