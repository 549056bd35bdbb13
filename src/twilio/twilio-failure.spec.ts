import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ExchangeError } from './http-exchange.js';
import { maskPhoneNumbers } from './mask-phone-numbers.js';
import { failureOfAnswer, failureOfExchange, failureOfSdk, parseRetryAfter } from './twilio-failure.js';

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

describe('a masked text', () => {
  it.each([
    ['+14155552671', '***2671'],
    ['call +1 (415) 555-2671 now', 'call ***2671 now'],
    ['44.20.7946.0958', '***0958'],
    ['code 21219, HTTP 400', 'code 21219, HTTP 400'],
  ])('of %j is %j', (text, masked) => expect(maskPhoneNumbers(text)).toBe(masked));
});
