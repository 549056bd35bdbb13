import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ExchangeError } from './http-exchange.js';
import { ACCOUNT_REFUSALS, CALL_REFUSALS } from './account-refusals.js';
import { REQUEST_CODES } from './twilio-code-table.js';
import { failureOfAnswer, failureOfExchange, failureOfSdk, parseRetryAfter } from './twilio-failure.js';
import { TwilioError } from './twilio.errors.js';

const answer = (statusCode: number, body = '', headers = {}) => ({ statusCode, body, headers });

const expected = (status: number): string | undefined => {
  if (status >= 200 && status < 300) return undefined;
  if (status === 429) return 'unsent';
  return status >= 400 && status < 500 ? 'refused' : 'unknown';
};

describe('the failure that an answer tells of', () => {
  it('is decided by the HTTP status alone, whatever the body says', () => {
    const body = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .record({ code: fc.anything(), message: fc.anything(), status: fc.integer() })
        .map((v) => `${JSON.stringify(v, (_, x) => (typeof x === 'bigint' ? 1 : x))}`),
    );
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), body, (status, text) => {
        expect(failureOfAnswer(answer(status, text))?.outcome).toBe(expected(status));
      }),
    );
  });

  it('keeps a message to one line of a bearable length', () => {
    const message = `a\r\n\u0000\u2028b${'c'.repeat(9_000)}`;
    const failure = failureOfAnswer(answer(400, JSON.stringify({ code: 1, message })));
    expect(failure?.reason.message).toMatch(/^a bc+$/);
    expect(failure?.reason.message).toHaveLength(500);
  });
});

describe('what a refusal concerns', () => {
  const refusal = (status: number, code?: number) =>
    failureOfAnswer(answer(status, code === undefined ? '<html>' : JSON.stringify({ code, message: 'No' })));

  it('is decided for every code that is explained, and once', () => {
    const account = Object.keys(ACCOUNT_REFUSALS).filter((code) => code.length > 3);
    expect([...account, ...Object.keys(CALL_REFUSALS)].sort()).toEqual(Object.keys(REQUEST_CODES).sort());
  });

  it.each([...Object.values(ACCOUNT_REFUSALS), ...Object.values(CALL_REFUSALS)])(
    'is explained in a sentence: %s',
    (why) => expect(why).toMatch(/^[A-Z].{20,120}[^.\s]$/),
  );

  it.each([
    [401, 20003],
    [403, 20403],
    [401, 70051],
    [400, 21210],
    [400, 21212],
    [400, 21213],
    [400, 21205],
    [400, 21609],
    [404, 20404],
    [401, undefined],
    [403, undefined],
    [407, undefined],
  ])('is the account for HTTP %i with %j, and is worth retrying', (status, code) => {
    expect(refusal(status, code)).toMatchObject({
      outcome: 'refused',
      kind: 'upstream-refused',
      concerns: 'account',
      isWorthRetrying: true,
      mayRepeat: false,
    });
  });

  it.each([
    [400, 21211],
    [400, 21215],
    [403, 21216],
    [401, 21219],
    [400, 10002],
    [400, 99999],
    [400, undefined],
  ])('is the call for HTTP %i with %j, and is final', (status, code) => {
    expect(refusal(status, code)).toMatchObject({ concerns: 'call', isWorthRetrying: false });
  });

  it('is the same for a failure that was stored', () => {
    for (const code of Object.keys({ ...ACCOUNT_REFUSALS, ...CALL_REFUSALS })) {
      const concerns = code in ACCOUNT_REFUSALS ? 'account' : 'call';
      for (const stored of [code, Number(code)])
        expect(new TwilioError('refused', { code: stored, message: '' }).concerns).toBe(concerns);
    }
  });

  it.each(['unsent', 'unknown'] as const)('is no question where the request was %s', (outcome) => {
    const failure = new TwilioError(outcome, { code: 401, message: '' });
    expect(failure).toMatchObject({ concerns: 'call', isWorthRetrying: false });
  });

  it('is the call where it is a SID that Twilio does not know', () => {
    const failure = refusal(404, 20404);
    expect([failure?.concerns, failure?.ofIdempotent().concerns]).toEqual(['account', 'call']);
  });
});

describe('the failure of an exchange', () => {
  it('is unknown for whatever may have been sent', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (code, message) => {
        expect(failureOfExchange(new ExchangeError(true, code, message)).outcome).toBe('unknown');
        expect(failureOfExchange(new ExchangeError(false, code, message)).outcome).toBe('unsent');
      }),
    );
  });

  it.each([
    ['ENOTFOUND', 'getaddrinfo ENOTFOUND internal.host', 'its host name is unknown'],
    ['EPROTO', 'long OpenSSL text', 'the connection failed (EPROTO)'],
    ['ETIMEDOUT', 'no connection within 100 ms', 'no connection within 100 ms'],
    ['ETIMEDOUT', 'connect ETIMEDOUT 10.0.0.1:443', 'the connection failed (ETIMEDOUT)'],
  ])('says what %s means, without inner addresses', (code, message, sentence) => {
    const failure = failureOfExchange(new ExchangeError(false, code, message));
    expect(failure.message).toBe(`Twilio could not be reached: ${sentence}`);
  });

  it('is unknown for anything that the SDK throws by itself', () => {
    for (const thrown of [new TypeError('x'), 'text', null, undefined, { status: 400 }]) {
      expect(failureOfSdk(thrown).outcome).toBe('unknown');
    }
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2026-01-02T03:04:05Z');
  it.each([
    ['7', 7],
    [' 7 ', 7],
    ['0', 0],
    ['Fri, 02 Jan 2026 03:04:15 GMT', 10],
    ['Fri, 02 Jan 2026 03:00:00 GMT', 0],
    ['99999999999', 3600],
    ['soon', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%j is %j seconds', (header, seconds) => expect(parseRetryAfter(header, now)).toBe(seconds));
});
