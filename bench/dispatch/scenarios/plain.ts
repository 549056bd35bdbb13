import { setTimeout as wait } from 'node:timers/promises';
import { now, spreadOf } from '../arrivals.js';
import { CALLEE } from '../calls.js';
import type { Scenario } from '../scenario.js';
import type { Stage } from '../stage.js';

const RATE = 50;
const POSTS_A_SECOND = 6;
const LONGEST_MS = 1_000;
/** From one request to the next: no instance is still busy, and none is met at the same moment of what it does again and again. */
const apartMs = (): number => 700 + Math.random() * 600;

/** Milliseconds until a plain call's answer has its SID; infinite where it has none. */
async function post(url: string): Promise<number> {
  const from = now();
  const body = JSON.stringify({ to: CALLEE, user_external_id: 'one-who-waits', recording_enabled: false });
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}/calls/outbound`, { method: 'POST', headers, body });
  const { twilio_sid: sid } = (await response.json()) as { twilio_sid?: string };
  return sid ? now() - from : Infinity;
}

/** By instance, the leader first. */
async function postToAll(stage: Stage, count: number): Promise<{ name: string; times: number[] }[]> {
  const leader = await stage.leaderPid();
  const instances = stage.instances.toSorted((a, b) => Number(b.pid === leader) - Number(a.pid === leader));
  const asked = instances.map(({ pid, url }) => ({
    name: pid === leader ? 'the leader' : 'another one',
    url,
    times: [] as number[],
  }));
  for (let n = 0; n < count; n += 1) {
    const { url = '', times = [] } = asked[n % asked.length] ?? {};
    times.push(await post(url));
    await wait(apartMs());
  }
  return asked;
}

/** How long a client waits for its call. */
export const plain: Scenario = {
  name: 'plain',
  title: 'A plain call to an idle instance',
  says: 'One request about each second, to three idle instances in turn, until the answer with the SID. Twilio answers at once. Bound: 99 of 100 within a second.',
  measure: ({ options, print, onStage }) =>
    onStage({ rate: RATE }, async (stage) => {
      const asked = await postToAll(stage, options.seconds * POSTS_A_SECOND);
      const all = { name: 'all', times: asked.flatMap(({ times }) => times) };
      const p99 = spreadOf(all.times).p99;
      print(`  ${all.times.length} requests: 99 % within ${p99.toFixed(0)} ms`);
      return {
        head: ['asked', 'requests', 'p50 ms', 'p99 ms', 'longest ms'],
        rows: [...asked, all].map(({ name, times }) => [
          name,
          String(times.length),
          spreadOf(times).p50.toFixed(0),
          spreadOf(times).p99.toFixed(0),
          Math.max(...times).toFixed(0),
        ]),
        breaches: p99 > LONGEST_MS ? [`a plain call takes ${p99.toFixed(0)} ms, not ${LONGEST_MS}`] : [],
      };
    }),
};
