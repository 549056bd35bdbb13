import type { AtlasProcess } from './atlas-process.js';
import { DemoError } from './demo-error.js';
import { tellCall } from './tell-call.js';
import type { Terminal } from './terminal.js';
import { watchedClient } from './watched-client.js';

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

/** The whole story of one call, told while it happens, by a client of Atlas's HTTP interface. Throws DemoError or AtlasError. */
export async function runDemo(atlas: AtlasProcess, terminal: Terminal, signal: AbortSignal): Promise<void> {
  const { client, status } = watchedClient(atlas.url);
  const user = await client.users.create(USER);
  terminal.request('POST /users', status(), `${USER.name}, ${USER.external_id}`);

  const placed = await client.calls.place({
    to: USER.phone_number,
    user_external_id: USER.external_id,
    script: SCRIPT,
  });
  const { call_id: callId, twilio_sid: sid } = placed;
  // On a slow machine Atlas answers before the simulator has.
  terminal.request('POST /calls/outbound', status(), `${placed.status}, ${sid ?? callId}`);
  terminal.line();

  const call = await tellCall(atlas.simulatorUrl, () => client.calls.get(callId), terminal, signal);
  if (call.status !== 'completed')
    throw new DemoError(`The call ended as ${call.status}, and should have been completed.`);
  terminal.line();
  await client.feedback.give(callId, FEEDBACK);
  const rating = `overall satisfaction ${FEEDBACK.overall_satisfaction} of 5, “${FEEDBACK.notes}”`;
  terminal.request('PATCH /calls/…/feedback', status(), rating);
  let kept = 0;
  for await (const _ of client.users.calls(user.id)) kept += 1;
  terminal.request('GET /users/…/calls', status(), `${kept} call, ${call.status}, ${call.duration} s`);
}
