import { describe, expect, it } from '@jest/globals';
import { createEnvironment } from '../config/create-environment.js';
import { testAccount } from '../twilio/testing/test-account.js';
import { RuleBookService } from './rule-book.service.js';

const at = new Date('2026-03-04T09:00:00.000Z');
const TO = '+14155550123';
const lastAttempt = { isListed: false, attempts: [{ at: new Date(at.getTime() - 1_000) }] };
const fullDay = { calls: 5, callsOfKey: null, spent: 0 };

describe('where several rules forbid a call', () => {
  const book = new RuleBookService(
    createEnvironment({
      MIN_SECONDS_BETWEEN_ATTEMPTS: '60',
      MAX_CALLS_PER_DAY: '5',
      MAX_CALLS_PER_DAY_PER_KEY: '5',
      MAX_QUEUE_LENGTH: '3',
    }),
    testAccount(),
  );

  it('what is for good is told before what is for now', () => {
    const known = { facts: lastAttempt, day: fullDay, waiting: 3 };
    const refusal = book.refusalOfRequest(TO, at, known);
    expect(refusal).toEqual({ ruleAndWhy: expect.stringMatching(/^queue-length: /), until: undefined });
    expect(book.refusalOfRequest(TO, at, { ...known, waiting: 2 })?.until).toBeDefined();
  });

  it('what forbids it for the longest is told of what is for now', () => {
    const refusal = book.refusalByFacts(TO, at, { facts: lastAttempt, day: fullDay });
    expect(refusal).toEqual({
      ruleAndWhy: expect.stringMatching(/^calls-per-day: /),
      until: new Date('2026-03-05T00:00:00.000Z'),
    });
    const pause = book.refusalByFacts(TO, at, { facts: lastAttempt });
    expect(pause).toMatchObject({ ruleAndWhy: expect.stringMatching(/^pause-between-attempts: /) });
    expect(book.refusalByFacts(TO, at, {})).toBeNull();
  });
});
