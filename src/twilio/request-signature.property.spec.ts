import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { verifyRequest, type SignedRequest } from './request-signature.js';
import { sha256, signAsTwilio } from './testing/sign-as-twilio.js';

const KEYS = {
  baseUrl: 'https://atlas.example.com/a',
  accountSid: 'AC123',
  authToken: 'primary',
  secondaryAuthToken: 'second',
};

const text = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom('__proto__', 'toString', '+1 &=?#', ''),
);
const fields = fc.array(
  fc.tuple(
    text.filter((name) => name !== 'AccountSid'),
    text,
  ),
  { maxLength: 8 },
);
const query = fc.array(
  fc.tuple(
    text.filter((name) => name !== 'bodySHA256' && name !== 'AccountSid'),
    text,
  ),
  { maxLength: 4 },
);
const token = fc.constantFrom(KEYS.authToken, KEYS.secondaryAuthToken);
const toUrl = (pairs: [string, string][]) => `/twilio/status?${new URLSearchParams(pairs).toString()}`;

const formRequest = (originalUrl: string, body: string, signature: string): SignedRequest => ({
  method: 'POST',
  originalUrl,
  rawBody: body === '' ? null : Buffer.from(body),
  headers: {
    'x-twilio-signature': signature,
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': String(Buffer.byteLength(body)),
  },
});

/** Any form that is signed, with its signature. */
const signedForm = fc.record({ pairs: fields, query, token }).map((given) => {
  const pairs = given.pairs.map(([name, value]): [string, string] => [
    name.toWellFormed(),
    value.toWellFormed(),
  ]);
  const url = toUrl(given.query);
  return { pairs, url, token: given.token, signature: signAsTwilio(given.token, KEYS.baseUrl + url, pairs) };
});
const encode = (pairs: [string, string][]) => new URLSearchParams(pairs).toString();

/** One place of a text, and another character for it. */
const change = fc.tuple(fc.nat(), fc.constantFrom('a', 'b', 'X', '0', '9'));
const changed = (original: string, [place, character]: [number, string]): string => {
  const at = place % Math.max(original.length, 1);
  return original.slice(0, at) + character + original.slice(at + 1);
};

/** `%2b` and `%2B` are one URL to Twilio, and to every reader of it. */
const sameUrl = (url: string): string => url.replace(/%[0-9a-f]{2}/gi, (octet) => octet.toUpperCase());

describe('a signed form', () => {
  it('always holds, with either token, and gives what was sent', () => {
    fc.assert(
      fc.property(signedForm, ({ pairs, url, signature }) => {
        const given = verifyRequest(formRequest(url, encode(pairs), signature), KEYS);
        expect(given).not.toBeNull();
        expect(Object.keys(given ?? {}).sort()).toEqual([...new Set(pairs.map(([name]) => name))].sort());
        for (const [name, value] of Object.entries(given ?? {})) expect(pairs).toContainEqual([name, value]);
      }),
    );
  });

  it('holds in any order of its fields', () => {
    fc.assert(
      fc.property(signedForm, fc.integer(), ({ pairs, url, signature }, seed) => {
        const shuffled = [...pairs].sort(([a], [b]) => (sha256(a + seed) < sha256(b + seed) ? -1 : 1));
        const given = verifyRequest(formRequest(url, encode(shuffled), signature), KEYS);
        expect(given).toEqual(verifyRequest(formRequest(url, encode(pairs), signature), KEYS));
        expect(given).not.toBeNull();
      }),
    );
  });

  it('does not hold with one value changed', () => {
    fc.assert(
      fc.property(signedForm, fc.nat(), change, ({ pairs, url, signature }, n, edit) => {
        fc.pre(pairs.length > 0);
        const other = pairs.map((pair, i): [string, string] =>
          i === n % pairs.length ? [pair[0], changed(pair[1], edit)] : pair,
        );
        fc.pre(signAsTwilio('k', '', other) !== signAsTwilio('k', '', pairs));
        expect(verifyRequest(formRequest(url, encode(other), signature), KEYS)).toBeNull();
      }),
    );
  });

  it('does not hold with one field more, or one less', () => {
    fc.assert(
      fc.property(signedForm, text, text, ({ pairs, url, signature }, name, value) => {
        const more: [string, string][] = [...pairs, [name, value]];
        for (const other of [more, pairs.slice(1)]) {
          if (signAsTwilio('k', '', other) === signAsTwilio('k', '', pairs)) continue;
          expect(verifyRequest(formRequest(url, encode(other), signature), KEYS)).toBeNull();
        }
      }),
    );
  });

  it('does not hold with one character of the URL, the signature or the token changed', () => {
    fc.assert(
      fc.property(signedForm, change, (signed, edit) => {
        const { pairs, url, signature } = signed;
        const otherUrl = `/${changed(url.slice(1), edit)}`;
        const otherSignature = changed(signature, edit);
        const body = encode(pairs);
        const isAccepted = verifyRequest(formRequest(otherUrl, body, signature), KEYS) !== null;
        expect(isAccepted && sameUrl(otherUrl) !== sameUrl(url)).toBe(false);
        expect(verifyRequest(formRequest(url, body, otherSignature), KEYS) !== null).toBe(
          otherSignature === signature,
        );
        const otherToken = changed(signed.token, edit);
        fc.pre(otherToken !== signed.token);
        const forged = signAsTwilio(otherToken, KEYS.baseUrl + url, pairs);
        expect(verifyRequest(formRequest(url, body, forged), KEYS)).toBeNull();
      }),
    );
  });
});

describe('a signed JSON body', () => {
  it('always holds, and not with one byte changed', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        token,
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (value, key, place, flip) => {
          const body = Buffer.from(JSON.stringify(value));
          const originalUrl = `/twilio/events?call_id=1&bodySHA256=${sha256(body)}`;
          const headers = {
            'x-twilio-signature': signAsTwilio(key, KEYS.baseUrl + originalUrl),
            'content-type': 'application/json',
            'content-length': String(body.length),
          };
          const request = { method: 'POST', originalUrl, headers };
          const isOurs = !(typeof value === 'object' && value !== null && 'AccountSid' in value);
          fc.pre(isOurs);
          expect(verifyRequest({ ...request, rawBody: body }, KEYS)).not.toBeNull();
          const other = Buffer.from(body);
          other[place % other.length]! ^= flip;
          expect(verifyRequest({ ...request, rawBody: other }, KEYS)).toBeNull();
          expect(
            verifyRequest({ ...request, rawBody: Buffer.concat([body, Buffer.from(' ')]) }, KEYS),
          ).toBeNull();
        },
      ),
    );
  });
});

describe('anything else', () => {
  it('is refused, and nothing throws', () => {
    const anything = fc.record({
      method: fc.constantFrom('GET', 'POST', 'HEAD', 'PUT', ''),
      originalUrl: fc.oneof(
        text,
        text.map((path) => `/${path}`),
        fc.webUrl(),
      ),
      rawBody: fc.oneof(
        fc.constant(null),
        fc.uint8Array().map((bytes) => Buffer.from(bytes)),
      ),
      headers: fc.record(
        {
          'x-twilio-signature': fc.oneof(fc.base64String({ minLength: 28, maxLength: 28 }), text),
          'content-type': fc.oneof(
            text,
            fc.constantFrom('application/json', 'application/x-www-form-urlencoded'),
          ),
          'content-length': fc.oneof(text, fc.nat().map(String)),
          'transfer-encoding': text,
        },
        { requiredKeys: [] },
      ),
    });
    fc.assert(
      fc.property(anything, (request) => {
        expect(verifyRequest(request, KEYS)).toBeNull();
      }),
      { numRuns: 500 },
    );
  });
});
