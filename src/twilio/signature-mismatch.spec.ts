import { describe, expect, it } from '@jest/globals';
import { mismatchOf } from './signature-mismatch.js';
import type { SignedRequest } from './signed-request.js';
import { signAsTwilio } from './testing/sign-as-twilio.js';
import { CALL, pairsOf, type Pair, posted } from './testing/signed-webhook.js';
import { testAccount } from './testing/test-account.js';

const TARGET = '/twilio/status?call_id=1&attempt=1';
const account = testAccount({ baseUrl: 'https://atlas.example.com/calls' });
const pairs = pairsOf(CALL);

const received = (base: string, token = account.authToken, fields: Pair[] = pairs): SignedRequest =>
  posted(TARGET, fields, signAsTwilio(token, base + TARGET, fields));
const with_ = (request: SignedRequest, headers: Record<string, string | undefined>): SignedRequest => ({
  ...request,
  headers: { ...request.headers, ...headers },
});

describe('a webhook that is not signed for this Atlas', () => {
  it.each([
    ['scheme', 'http://atlas.example.com/calls'],
    ['path', 'https://atlas.example.com'],
  ])('is named by its %s', (reason, base) => {
    expect(mismatchOf(received(base), account)).toBe(reason);
  });

  it('is named by the port, where the request says which', () => {
    const request = received('https://atlas.example.com:8443/calls');
    expect(mismatchOf(request, account)).toBe('token');
    expect(mismatchOf(with_(request, { 'x-forwarded-port': '8443' }), account)).toBe('port');
    expect(mismatchOf(with_(request, { host: 'atlas.example.com:8443' }), account)).toBe('port');
  });

  it('is named by the host that it was asked at, or that Atlas knows', () => {
    const request = received('https://other.example.com/calls');
    expect(mismatchOf(with_(request, { host: 'other.example.com' }), account)).toBe('host');
    expect(mismatchOf(with_(request, { 'x-forwarded-host': 'other.example.com, a' }), account)).toBe('host');
    expect(mismatchOf(request, account, ['other.example.com:8000'])).toBe('host');
    expect(mismatchOf(with_(request, { host: 'third.example.com' }), account)).toBe('token');
  });

  it('is tried with the token that rotates, and for a few hosts alone', () => {
    const both = testAccount({ baseUrl: account.baseUrl, secondaryAuthToken: 'the other one' });
    expect(mismatchOf(received('http://atlas.example.com/calls', 'the other one'), both)).toBe('scheme');
    const request = received('https://last.example.com/calls');
    const hosts = ['a', 'b', 'c'].map((name) => `${name}.example.com`);
    expect(mismatchOf(request, account, [...hosts, 'last.example.com'])).toBe('host');
    expect(mismatchOf(request, account, [...hosts, 'd.example.com', 'last.example.com'])).toBe('token');
  });

  it('is named by whose it is', () => {
    const theirs = pairs.map(([name, value]): Pair => [name, name === 'AccountSid' ? 'ACother' : value]);
    const own = 'https://atlas.example.com/calls';
    expect(mismatchOf(received(own, 'another token'), account)).toBe('token');
    expect(mismatchOf(received(own, 'another token', theirs), account)).toBe('account');
    expect(mismatchOf(received(own, 'another token', [['CallSid', 'CA1']]), account)).toBe('signature');
    expect(mismatchOf(posted(TARGET, pairs, 'nonsense'), account)).toBe('signature');
  });

  it('is named by what cannot be read or covered by a signature', () => {
    const good = received('https://atlas.example.com/calls');
    expect(mismatchOf(with_(good, { 'x-twilio-signature': undefined }), account)).toBe('unsigned');
    expect(mismatchOf(with_(good, { 'content-type': 'text/plain' }), account)).toBe('unreadable');
    expect(mismatchOf(with_(good, { 'content-type': 'application/json' }), account)).toBe('unreadable');
    const json = { ...with_(good, { 'content-type': 'application/json' }), rawBody: Buffer.from('{}') };
    expect(mismatchOf(json, account)).toBe('body');
    expect(mismatchOf(good, account)).toBe('misshapen');
  });

  it('is not tried with every URL where it is long, or what it says of itself is odd', () => {
    const long = [...pairs, ['Long', 'x'.repeat(20_000)] as Pair];
    expect(mismatchOf(received('http://atlas.example.com/calls', undefined, long), account)).toBe('token');
    const odd = { host: ':::', 'x-forwarded-host': '%', 'x-forwarded-port': 'x' };
    expect(mismatchOf(with_(received('https://a.example'), odd), account)).toBe('token');
  });
});
