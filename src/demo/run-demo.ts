import type { AtlasProcess } from './atlas-process.js';
import { request } from './client.js';
import { DemoError } from './demo-error.js';
import type { AtlasCall } from './story.js';
import { tellCall } from './tell-call.js';
import type { Terminal } from './terminal.js';

export const USER = {
  name: 'Ada Example',
  email: 'ada@example.com',
  phone_number: '+14155550100',
  external_id: 'ada-1',
};
export const SCRIPT =
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

  const look = async (): Promise<AtlasCall> =>
    (await request<AtlasCall>('GET', `${atlas.url}/calls/${callId}`)).body;
  const call = await tellCall(atlas.simulatorUrl, look, terminal, signal);
  if (call.status !== 'completed')
    throw new DemoError(`The call ended as ${call.status}, and should have been completed.`);
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
