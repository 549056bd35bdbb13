import { expect, it } from '@jest/globals';
import { type Breaker, CLOSED_BREAKER } from '../pace/breaker.js';
import { toDispatchDto } from './dispatch.mapper.js';

const openUntil = new Date('2026-02-03T04:05:06.789Z');
const overviewOf = (breaker: Breaker) => ({
  pace: { next: 0, current: 0, breaker },
  callsPerSecond: 1,
  nextSlotAt: openUntil,
  waiting: 3,
  live: 0,
});

it('says why it is tripped, in Twilio’s words and in ours', () => {
  const refusal = { code: '20003', message: 'Authenticate' };
  expect(toDispatchDto(overviewOf({ ...CLOSED_BREAKER, openUntil, refusal }))).toMatchObject({
    state: 'tripped',
    retry_at: openUntil,
    reason: refusal,
    explanations: [{ kind: 'twilio', code: '20003', fix: expect.stringContaining('TWILIO_AUTH_TOKEN') }],
  });
  for (const breaker of [CLOSED_BREAKER, { ...CLOSED_BREAKER, openUntil }])
    expect(toDispatchDto(overviewOf(breaker))).toMatchObject({ reason: null, explanations: [] });
});
