import { setTimeout as wait } from 'node:timers/promises';
import { request } from '../src/demo/client.js';

/** What is there when the run begins, under the names of the paths' parameters; `cursor` is one of `GET /calls`. */
export interface Targets {
  user_id: string[];
  call: string[];
  call_sid: string[];
  cursor: string;
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

/** Makes users, and calls in all their states, at this Atlas. */
export async function makeTargets(url: string): Promise<Targets> {
  const users: string[] = [];
  for (let n = 0; n < USERS; n += 1) {
    const body = { name: `Ada ${n}`, email: `ada-${n}@example.com`, phone_number: '+14155550100' };
    users.push((await request<{ id: string }>('POST', `${url}/users`, body)).body.id);
  }
  const scheduled = Array.from({ length: PLANNED }, () => ({
    to: '+14155550100',
    scheduled_at: new Date(Date.now() + DAY_MS).toISOString(),
  }));
  const calls: Call[] = [];
  for (const body of [...CALLEES.map((callee) => ({ to: `+1415555${callee}` })), ...scheduled])
    calls.push(await place(url, { ...body, user_external_id: users[0] }));
  await wait(SETTLED_AFTER_MS);
  const sids = calls.flatMap(({ twilio_sid: sid }) => sid ?? []);
  await rate(url, sids[0]);
  const names = [...calls.map(({ call_id: id }) => id), ...sids];
  return { user_id: users, call: names, call_sid: names, cursor: await someCursor(url) };
}

const place = async (url: string, body: object): Promise<Call> =>
  (await request<Call>('POST', `${url}/calls/outbound`, body)).body;

async function rate(url: string, sid = ''): Promise<void> {
  const names = ['call_quality', 'agent_helpfulness', 'resolution', 'call_ease', 'overall_satisfaction'];
  await request('PATCH', `${url}/calls/${sid}/feedback`, Object.fromEntries(names.map((name) => [name, 5])));
}

async function someCursor(url: string): Promise<string> {
  return (await request<{ next_cursor: string }>('GET', `${url}/calls?page_size=1`)).body.next_cursor;
}
