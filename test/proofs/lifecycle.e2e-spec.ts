import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import type { CallDto } from '../../src/calls/view/dto/call.dto.js';
import { CALLEE_TABLE } from '../../src/simulator/callees/callee-table.js';
import { callBody } from '../support/factories.js';
import { settledCalls, storyOf, truthOf } from '../support/simulator-truth.js';
import { type RunningApp, startApp } from '../support/start-app.js';

const CALLS = 100;
const AT_ONCE = 10;

let running: RunningApp;

beforeAll(async () => {
  running = await startApp({ variables: { SIMULATOR_SPEED: '1000' } });
}, 30_000);
afterAll(() => running.close());

/** Every callee but the one that waits for a person. */
const callees = Object.entries(CALLEE_TABLE)
  .filter(([, { name }]) => name !== 'interactive')
  .map(([digits]) => digits);

const place = async (n: number): Promise<CallDto> => {
  const body = callBody({
    to: `+1415555${callees[n % callees.length]}`,
    recording_enabled: n % 5 !== 0,
    ...(n % 7 === 0 && { script: undefined }),
  });
  const answer = await request(running.url).post('/calls/outbound').send(body);
  expect({ status: answer.status, body: answer.body }).toEqual({ status: 201, body: expect.anything() });
  return answer.body as CallDto;
};

describe('100 calls of all scenarios', () => {
  it('end in Atlas exactly as in the truth of the simulator', async () => {
    const placed: CallDto[] = [];
    for (let n = 0; n < CALLS; n += AT_ONCE) {
      placed.push(...(await Promise.all(Array.from({ length: AT_ONCE }, (_, i) => place(n + i)))));
    }
    const truth = await settledCalls(running.account.apiBaseUrl ?? '', CALLS, 60_000);
    expect(truth).toHaveLength(CALLS);
    const truthBySid = new Map(truth.map((call) => [call.sid, truthOf(call)]));
    for (const { call_id, twilio_sid } of placed) {
      const { body } = await request(running.url).get(`/calls/${call_id}`).expect(200);
      // On a slow machine a call may be answered before its SID is known.
      expect(storyOf(body)).toEqual(truthBySid.get(twilio_sid ?? body.twilio_sid));
    }
    expect(new Set(truth.map(({ status }) => status))).toEqual(
      new Set(['completed', 'busy', 'no-answer', 'failed', 'canceled']),
    );
  }, 90_000);
});
