import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import twilio from 'twilio';
import { verifyRequest } from './request-signature.js';
import type { SignedRequest } from './signed-request.js';
import { sha256, signAsTwilio } from './testing/sign-as-twilio.js';

const KEYS = {
  baseUrl: 'https://atlas.example.com/a',
  authToken: 'primary',
  secondaryAuthToken: 'second',
};

const text = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom('__proto__', 'toString', '+1 &=?#', ''),
);
const fields = fc.array(fc.tuple(text, text), { maxLength: 8 });
const query = fc.array(
  fc.tuple(
    text.filter((name) => name !== 'bodySHA256'),
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
        const told = [...(given?.fields ?? [])].flatMap(([name, values]) =>
          values.map((value) => [name, value]),
        );
        const sent = new Map(pairs.map((pair) => [JSON.stringify(pair), pair]));
        expect(told.map((pair) => JSON.stringify(pair)).sort()).toEqual([...sent.keys()].sort());
      }),
    );
  });

  it('holds in any order of its fields', () => {
    fc.assert(
      fc.property(signedForm, fc.integer(), ({ pairs, url, signature }, seed) => {
        const shuffled = [...pairs].sort(([a], [b]) => (sha256(a + seed) < sha256(b + seed) ? -1 : 1));
        const given = verifyRequest(formRequest(url, encode(shuffled), signature), KEYS);
        const unshuffled = verifyRequest(formRequest(url, encode(pairs), signature), KEYS);
        expect(given?.fields).toEqual(unshuffled?.fields);
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
        fc.dictionary(text, fc.jsonValue()),
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

describe('the SDK and Atlas', () => {
  const baseUrl = fc.constantFrom(
    ...[
      'https://atlas.example.com',
      'http://atlas.example.com:8000/a',
      'https://user:pass@atlas.example.com:8443',
    ],
    ...['http://[::1]:8000', 'https://atlas.example.com/%41/b'],
  );
  const stranger = fc.constantFrom('no', 'port', 'path', 'token', 'fields', 'nothing');

  /** What was signed, where it differs from what was received. */
  const signedAs = (base: string, url: string, difference: string): string => {
    if (difference === 'path') return `${base}/more${url}`;
    if (difference !== 'port') return base + url;
    const { protocol, hostname, port, username, password, pathname } = new URL(base);
    const user = username ? `${username}:${password}@` : '';
    const other = port ? '' : protocol === 'https:' ? ':443' : ':80';
    return `${protocol}//${user}${hostname}${other}${pathname === '/' ? '' : pathname}${url}`;
  };

  it('agree on every form whose URL is written as the URL standard writes it', () => {
    fc.assert(
      fc.property(signedForm, baseUrl, stranger, (signed, base, difference) => {
        const { url, token: key } = signed;
        const signedPairs: [string, string][] =
          difference === 'fields' ? [...signed.pairs, ['another', 'field']] : signed.pairs;
        const signature =
          difference === 'nothing'
            ? 'c2lnbmVk'
            : signAsTwilio(difference === 'token' ? 'x' : key, signedAs(base, url, difference), signedPairs);
        const keys = { ...KEYS, baseUrl: base };
        const isTaken = verifyRequest(formRequest(url, encode(signed.pairs), signature), keys) !== null;
        const values = new Map<string, string[]>();
        for (const [name, value] of signed.pairs) values.set(name, [...(values.get(name) ?? []), value]);
        const isValid = [KEYS.authToken, KEYS.secondaryAuthToken].some((token) =>
          twilio.validateRequest(token, signature, base + url, Object.fromEntries(values)),
        );
        expect(isTaken).toBe(isValid);
        expect(isTaken).toBe(difference === 'no' || difference === 'port');
      }),
      { numRuns: 500 },
    );
  });

  it('agree on JSON', () => {
    fc.assert(
      fc.property(fc.dictionary(text, fc.jsonValue()), token, fc.boolean(), (value, key, isTrue) => {
        const body = JSON.stringify(value);
        const url = `/twilio/status?call_id=1&bodySHA256=${sha256(isTrue ? body : `${body} `)}`;
        const signature = signAsTwilio(key, KEYS.baseUrl + url);
        const request = formRequest(url, body, signature);
        const headers = { ...request.headers, 'content-type': 'application/json' };
        expect(verifyRequest({ ...request, headers }, KEYS) !== null).toBe(isTrue);
        expect(twilio.validateRequestWithBody(key, signature, KEYS.baseUrl + url, body)).toBe(isTrue);
      }),
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
