import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from '@jest/globals';
import type { AtlasCall, SimulatedCall } from './story.js';
import { tellCall } from './tell-call.js';
import { Terminal } from './terminal.js';
import { captured } from './testing/captured.js';

const at = new Date().toISOString();
const ended: AtlasCall = {
  ...{ call_id: 'one', status: 'completed', twilio_sid: 'CA1', created_at: at, started_at: at },
  ...{ answered_at: at, ended_at: at, duration: 9 },
  recordings: [
    { sid: 'RE1', call_sid: 'CA1', status: 'completed', duration: 8, transcription: { text: 'Yes.' } },
  ],
};

it('tells nothing of a call before Atlas knows it to be dialled, which takes a slow machine a while', async () => {
  const asked: (string | undefined)[] = [];
  const simulated: SimulatedCall = { answered_at: at, story: [] };
  const server = createServer((request, response) => {
    asked.push(request.url);
    response.setHeader('content-type', 'application/json').end(JSON.stringify(simulated));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const answers = [null, { ...ended, status: 'queued', twilio_sid: null, recordings: [] }, ended];
  const { out, lines } = captured();
  try {
    const look = async () => answers.shift() as AtlasCall | null;
    const told = await tellCall(url, look, new Terminal(out), new AbortController().signal);
    expect(told).toEqual(ended);
  } finally {
    server.close();
  }
  expect(asked).toEqual(['/simulator/calls/CA1']);
  expect(lines().join('\n')).toContain('completed');
});
