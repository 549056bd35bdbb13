import { setTimeout as wait } from 'node:timers/promises';
import type { AtlasProcess } from './atlas-process.js';
import { request } from './client.js';
import { DemoError } from './demo-error.js';
import { isTold, momentsOf, type AtlasCall, type SimulatedCall } from './story.js';
import { Storyteller } from './storyteller.js';
import type { Terminal } from './terminal.js';

const POLL_MS = 100;
const CALL_WITHIN_MS = 60_000;

const USER = {
  name: 'Ada Example',
  email: 'ada@example.com',
  phone_number: '+14155550100',
  external_id: 'ada-1',
};
const SCRIPT =
  'Hello Ada. This is a reminder of your appointment tomorrow at ten. After the tone, please tell us whether we may call you again.';
const FEEDBACK = {
  call_quality: 5,
  agent_helpfulness: 4,
  resolution: 5,
  call_ease: 5,
  overall_satisfaction: 5,
  notes: 'Short and clear.',
};

/** The whole story of one call, told while it happens, by a client of Atlas's HTTP interface. Throws DemoError. */
export async function runDemo(atlas: AtlasProcess, terminal: Terminal, signal: AbortSignal): Promise<void> {
  const user = await request<{ id: string }>('POST', `${atlas.url}/users`, USER);
  terminal.request('POST /users', user.status, `${USER.name}, ${USER.external_id}`);

  const placed = await request<AtlasCall>('POST', `${atlas.url}/calls/outbound`, {
    to: USER.phone_number,
    user_external_id: USER.external_id,
    script: SCRIPT,
  });
  const { call_id: callId, status, twilio_sid: sid } = placed.body;
  if (sid === null)
    throw new DemoError(`The call ${callId} has no SID: Twilio's simulator did not answer in time.`);
  terminal.request('POST /calls/outbound', placed.status, `${status}, ${sid}`);
  terminal.line();

  const call = await follow(atlas, placed.body, terminal, signal);
  terminal.line();
  const feedback = await request('PATCH', `${atlas.url}/calls/${sid}/feedback`, FEEDBACK);
  const rating = `overall satisfaction ${FEEDBACK.overall_satisfaction} of 5, “${FEEDBACK.notes}”`;
  terminal.request('PATCH /calls/…/feedback', feedback.status, rating);
  const kept = await request<{ total: number }>('GET', `${atlas.url}/users/${user.body.id}/calls`);
  terminal.request(
    'GET /users/…/calls',
    kept.status,
    `${kept.body.total} call, ${call.status}, ${call.duration} s`,
  );
}

/** Tells the call until all of it is told; answers the call as it then is. */
async function follow(
  atlas: AtlasProcess,
  placed: AtlasCall,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<AtlasCall> {
  const storyteller = new Storyteller(terminal, new Date(placed.created_at));
  const deadline = Date.now() + CALL_WITHIN_MS;
  while (Date.now() < deadline) {
    const { body: call } = await request<AtlasCall>('GET', `${atlas.url}/calls/${placed.call_id}`);
    const truthUrl = `${atlas.simulatorUrl}/simulator/calls/${placed.twilio_sid}`;
    const { body: simulated } = await request<SimulatedCall>('GET', truthUrl);
    const moments = momentsOf(call, simulated);
    storyteller.hear(moments, Date.now());
    if (isTold(call) || isLost(call)) storyteller.tell(moments);
    if (isTold(call)) return call;
    if (isLost(call))
      throw new DemoError(`The call ended as ${call.status}, and should have been completed.`);
    await wait(POLL_MS, undefined, { signal });
  }
  throw new DemoError(`The call was not over after ${CALL_WITHIN_MS / 1000} s.`);
}

const isLost = (call: AtlasCall): boolean => call.ended_at !== null && call.status !== 'completed';
