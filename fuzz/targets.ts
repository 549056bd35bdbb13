import { setTimeout as wait } from 'node:timers/promises';
import { request } from '../src/demo/client.js';

/** What is there when the run begins, under the names of the paths' parameters; `cursors` are of lists, by path. */
export interface Targets {
  user_id: string[];
  call: string[];
  call_sid: string[];
  cursors: Record<string, string>;
}

interface Call {
  call_id: string;
  twilio_sid: string | null;
}

const USERS = 3;
/** Callees who answer, are busy, do not answer, cannot be reached, and ring for long. */
const CALLEES = ['0100', '0130', '0131', '0132', '0150'];
/** Calls that wait, for requests that end them. */
const PLANNED = 10;
const SETTLED_AFTER_MS = 1_000;
const DAY_MS = 86_400_000;
const FEEDBACK = {
  call_quality: 5,
  agent_helpfulness: 5,
  resolution: 5,
  call_ease: 5,
  overall_satisfaction: 5,
};

/** Makes users, and calls in all their states, at this Atlas, by a key where it asks for one. */
export async function makeTargets(url: string, key?: string): Promise<Targets> {
  const ask = async <T>(method: string, path: string, body?: object): Promise<T> =>
    (await request<T>(method, `${url}${path}`, body, key)).body;
  const users: string[] = [];
  for (let n = 0; n < USERS; n += 1) {
    const body = { name: `Ada ${n}`, email: `ada-${n}@example.com`, phone_number: '+14155550100' };
    users.push((await ask<{ id: string }>('POST', '/users', body)).id);
  }
  const scheduled = Array.from({ length: PLANNED }, () => ({
    to: '+14155550100',
    scheduled_at: new Date(Date.now() + DAY_MS).toISOString(),
  }));
  const calls: Call[] = [];
  for (const body of [...CALLEES.map((callee) => ({ to: `+1415555${callee}` })), ...scheduled])
    calls.push(await ask<Call>('POST', '/calls/outbound', { ...body, user_external_id: users[0] }));
  await wait(SETTLED_AFTER_MS);
  const sids = calls.flatMap(({ twilio_sid: sid }) => sid ?? []);
  await ask('PATCH', `/calls/${sids[0]}/feedback`, FEEDBACK);
  const names = [...calls.map(({ call_id: id }) => id), ...sids];
  const cursors: Record<string, string> = {};
  for (const path of ['/calls', '/users/{user_id}/calls', '/audit']) {
    const list = `${path.replace('{user_id}', users[0] ?? '')}?page_size=1`;
    cursors[path] = (await ask<{ next_cursor: string }>('GET', list)).next_cursor;
  }
  return { user_id: users, call: names, call_sid: names, cursors };
}
