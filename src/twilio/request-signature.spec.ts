import { describe, expect, it } from '@jest/globals';
import { verifyRequest } from './request-signature.js';
import type { SignedRequest } from './signed-request.js';
import { sha256, signAsTwilio } from './testing/sign-as-twilio.js';

/**
 * Signatures made by Twilio, not by the code under test. Source: twilio-node, spec/validation.spec.js; the first of
 * them is also the example of Twilio's documentation on security.
 */
const TOKEN = '12345';
const KEYS = { baseUrl: 'https://mycompany.com', authToken: TOKEN };
const PATH = '/myapp.php?foo=1&bar=2';
const GOOD = 'RSOYDt4T1cUTdK1PDd93/VVr8B8=';
const FORM_TYPE = 'application/x-www-form-urlencoded';
const FIELDS = {
  CallSid: 'CA1234567890ABCDE',
  Caller: '+14158675309',
  Digits: '1234',
  From: '+14158675309',
  To: '+18005551212',
};
const FORM = new URLSearchParams(FIELDS).toString();

interface Given {
  signature?: string;
  type?: string;
  body?: string | Buffer | null;
  url?: string;
  method?: string;
  headers?: SignedRequest['headers'];
}

const request = ({
  signature,
  type,
  body = null,
  url = PATH,
  method = 'POST',
  headers,
}: Given): SignedRequest => {
  const rawBody = typeof body === 'string' ? Buffer.from(body) : body;
  return {
    method,
    originalUrl: url,
    rawBody: rawBody?.length === 0 ? null : rawBody,
    headers: {
      'x-twilio-signature': signature,
      'content-type': type,
      'content-length': rawBody ? String(rawBody.length) : undefined,
      ...headers,
    },
  };
};
const form = (signature: string, body = FORM, url = PATH) =>
  request({ signature, body, url, type: `${FORM_TYPE}; charset=UTF-8` });
const json = (signature: string, body: string | Buffer, url: string) =>
  request({ signature, body, url, type: 'application/json' });

/** The first value of each field that holds. */
const fieldsOf = (...given: Parameters<typeof verifyRequest>): Record<string, string | undefined> =>
  Object.fromEntries([...(verifyRequest(...given)?.fields ?? [])].map(([name, [value]]) => [name, value]));

describe('a form that Twilio signed', () => {
  it('gives its fields', () => {
    expect(fieldsOf(form(GOOD), KEYS)).toEqual(FIELDS);
  });

  it.each([
    ['with the default port signed', 'kvajT1Ptam85bY51eRf/AJRuM3w=', 'https://mycompany.com'],
    ['at http, port 80 signed', '0ZXoZLH/DfblKGATFgpif+LLRf4=', 'http://mycompany.com'],
    ['at a port that was not signed', GOOD, 'https://mycompany.com:1234'],
    ['at http with a port', 'Zmvh+3yNM1Phv2jhDCwEM3q5ebU=', 'http://mycompany.com:1234'],
    ['with a user in the URL', 'CukzLTc1tT5dXEDIHm/tKBanW10=', 'https://user:pass@mycompany.com'],
    ['with a name alone in the URL', '2YRLlVAflCqxaNicjMpJcSTgzSs=', 'https://user@mycompany.com'],
    ['with a user and the default port', 'ZQFR1PTIZXF2MXB8ZnKCvnnA+rI=', 'https://user:pass@mycompany.com'],
  ])('holds %s', (_, signature, baseUrl) => {
    expect(verifyRequest(form(signature), { ...KEYS, baseUrl })).not.toBeNull();
  });

  it.each(['dsq4Ehbj6cs+KdTkpF5sSSplOWw=', 'TfZzewPq8wqrGlMfyAud8+/IvJ0='])(
    'holds with special characters in the query, signed as they are or escaped (%s)',
    (signature) => {
      const url = `${PATH}&Body=It's+amazing`;
      expect(verifyRequest(form(signature, FORM, url), KEYS)).not.toBeNull();
    },
  );

  it('does not hold where a query that was signed is written in another way', () => {
    const signature = signAsTwilio(TOKEN, `${KEYS.baseUrl}/x?a=It%20b&c=%2B`);
    const held = (url: string) => verifyRequest(form(signature, '', url), KEYS) !== null;
    expect(['/x?a=It%20b&c=%2B', '/x?a=It%20b&c=%2b'].map(held)).toEqual([true, true]);
    const others = ['/x?a=It+b&c=%2B', '/x?a=%49t%20b&c=%2B', '/x?a=It%20b&c=%2B&', '/x?a=It%20b&c=%2B#'];
    expect(others.map(held)).toEqual(others.map(() => false));
  });

  it.each(['83O6e2vORAoJHUNzJjDWN1jz+BA='])('holds with names that have a dot in them (%s)', (signature) => {
    const addresses = ['+1415xxxxxxx', '+1325xxxxxxx'].map((each): [string, string] => [
      'MessagingBinding.Address',
      each,
    ]);
    const body = new URLSearchParams(addresses).toString();
    expect(verifyRequest(form(signature, body), KEYS)).not.toBeNull();
  });

  it.each(['Digits=5678&Digits=1234&Digits=1234', 'Digits=1234&Digits=5678'])(
    'holds with repeated fields in any order (%s), and always gives the same one',
    (digits) => {
      const body = `Sid=CA123&SidAccount=AC123&${digits}`;
      const fields = fieldsOf(form('IK+Dwps556ElfBT0I3Rgjkr1wJU=', body), KEYS);
      expect(fields).toEqual({ Sid: 'CA123', SidAccount: 'AC123', Digits: '1234' });
    },
  );

  it('holds below a path prefix that a proxy has stripped', () => {
    const keys = { ...KEYS, baseUrl: 'https://mycompany.com/atlas' };
    const signature = signAsTwilio(TOKEN, 'https://mycompany.com/atlas/twilio/status?call_id=1', [
      ['a', 'b'],
    ]);
    expect(verifyRequest(form(signature, 'a=b', '/twilio/status?call_id=1'), keys)).not.toBeNull();
    expect(verifyRequest(form(signature, 'a=b', '/twilio/status?call_id=1'), KEYS)).toBeNull();
  });

  it('holds for the second token, and never for an empty one', () => {
    const keys = { ...KEYS, authToken: 'new' };
    expect(verifyRequest(form(GOOD), keys)).toBeNull();
    expect(verifyRequest(form(GOOD), { ...keys, secondaryAuthToken: TOKEN })).not.toBeNull();
    const unkeyed = signAsTwilio('', KEYS.baseUrl + PATH, Object.entries(FIELDS));
    expect(verifyRequest(form(unkeyed), { ...KEYS, authToken: '', secondaryAuthToken: '' })).toBeNull();
  });

  it('holds without fields, with or without a content type', () => {
    const signature = signAsTwilio(TOKEN, KEYS.baseUrl + PATH);
    expect(verifyRequest(form(signature, ''), KEYS)).not.toBeNull();
    expect(verifyRequest(request({ signature }), KEYS)).not.toBeNull();
    expect(verifyRequest(request({ signature, headers: { 'content-length': '0' } }), KEYS)).not.toBeNull();
  });

  it('takes fields flat, and names such as __proto__ as any other', () => {
    const body = '__proto__=1&constructor=2&a[b]=3&a%5Bc%5D=4&?x=5';
    const pairs: [string, string][] = [...new URLSearchParams(`&${body}`)];
    const read = verifyRequest(form(signAsTwilio(TOKEN, KEYS.baseUrl + PATH, pairs), body), KEYS);
    expect([...(read?.fields ?? [])]).toEqual(pairs.map(([name, value]) => [name, [value]]));
  });
});

describe('a JSON body', () => {
  const BODY = '{"property": "value", "boolean": true}';
  const HASH = '0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620';
  const EMPTY_OBJECT_HASH = '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a';
  const signed = (body: string | Buffer, hash = sha256(body)) => {
    const url = `/x?bodySHA256=${hash}`;
    return verifyRequest(json(signAsTwilio(TOKEN, KEYS.baseUrl + url), body, url), KEYS);
  };

  it.each([
    [BODY, 'a9nBmqA0ju/hNViExpshrM61xv4=', `${PATH}&bodySHA256=${HASH}`],
    ['{}', 'Ldidvp12m26NI7eqEvxnEpkd9Hc=', `${PATH}&bodySHA256=${EMPTY_OBJECT_HASH}`],
    [BODY, 'y77kIzt2vzLz71DgmJGsen2scGs=', `/myapp.php?bodySHA256=${HASH}`],
  ])('%s holds by its hash', (body, signature, url) => {
    expect(verifyRequest(json(signature, body, url), KEYS)).not.toBeNull();
    expect(verifyRequest(json(signature, `${body} `, url), KEYS)).toBeNull();
  });

  it('is none where it is empty, a list or a plain value', () => {
    for (const body of ['', '[1]', '"a"', 'null', '3', '{"a":']) expect(signed(body)).toBeNull();
  });

  it('is refused with two hashes, as a form with one, and as a GET', () => {
    const body = '{"a":"b"}';
    const hash = sha256(body);
    const url = `/x?bodySHA256=${hash}&bodySHA256=${sha256('')}`;
    expect(verifyRequest(json(signAsTwilio(TOKEN, KEYS.baseUrl + url), body, url), KEYS)).toBeNull();
    const once = `/x?bodySHA256=${hash}`;
    const signature = signAsTwilio(TOKEN, KEYS.baseUrl + once);
    expect(verifyRequest(json(signature, body, once), KEYS)).not.toBeNull();
    expect(verifyRequest(form(signature, '', once), KEYS)).toBeNull();
    expect(verifyRequest(request({ method: 'GET', url: once, signature }), KEYS)).toBeNull();
  });

  it('is refused without a hash, and with the hash in capitals', () => {
    expect(verifyRequest(json(signAsTwilio(TOKEN, KEYS.baseUrl + PATH), BODY, PATH), KEYS)).toBeNull();
    expect(verifyRequest(json(signAsTwilio(TOKEN, KEYS.baseUrl + PATH), '', PATH), KEYS)).toBeNull();
    expect(signed(BODY, HASH.toUpperCase())).toBeNull();
  });

  it('is compared by its bytes', () => {
    expect(signed('\uFEFF{"a":"é"}')).toBeNull(); // not JSON
    expect(signed('{"a":"é\uFFFD"}')).not.toBeNull();
    expect(signed(Buffer.from('{"a":"\u00ff"}', 'latin1'), sha256('{"a":"\uFFFD"}'))).toBeNull();
  });

  it('gives its plain values', () => {
    const body = '{"a":"b","n":1,"t":true,"o":{},"l":[],"z":null}';
    const url = `/x?bodySHA256=${sha256(body)}`;
    expect(fieldsOf(json(signAsTwilio(TOKEN, KEYS.baseUrl + url), body, url), KEYS)).toEqual({
      a: 'b',
      n: '1',
      t: 'true',
    });
  });
});

describe('a GET', () => {
  const url = '/twilio/voice?call_id=1&recording=true&call_id=0';
  const signature = signAsTwilio(TOKEN, KEYS.baseUrl + url);

  it.each(['GET', 'HEAD'])('(%s) is signed by its URL and gives its query', (method) => {
    const fields = verifyRequest(request({ method, url, signature }), KEYS)?.fields;
    expect([...(fields ?? [])]).toEqual([
      ['call_id', ['0', '1']],
      ['recording', ['true']],
    ]);
  });

  it('with a body is refused', () => {
    expect(
      verifyRequest(request({ method: 'GET', url, signature, body: 'a=b', type: FORM_TYPE }), KEYS),
    ).toBeNull();
  });
});

describe('what fails closed', () => {
  const url = KEYS.baseUrl + PATH;
  const empty = signAsTwilio(TOKEN, url);
  it.each<[string, Given]>([
    ['no signature', { body: FORM, type: FORM_TYPE }],
    ['an empty signature', { body: FORM, type: FORM_TYPE, signature: '' }],
    ['two signatures', { body: FORM, type: FORM_TYPE, signature: `${GOOD}, ${GOOD}` }],
    ['a list of signatures', { body: FORM, type: FORM_TYPE, headers: { 'x-twilio-signature': [GOOD] } }],
    ['a signature outside ASCII', { body: FORM, type: FORM_TYPE, signature: 'é'.repeat(28) }],
    ['another content type', { body: FORM, type: 'text/plain', signature: GOOD }],
    ['multipart', { body: FORM, type: 'multipart/form-data; boundary=x', signature: empty }],
    ['a body without type', { body: 'a=b', signature: empty }],
    ['a body without bytes', { type: FORM_TYPE, signature: empty, headers: { 'content-length': '5' } }],
    ['a chunked body without bytes', { signature: empty, headers: { 'transfer-encoding': 'chunked' } }],
    ['bytes that are not UTF-8', { body: Buffer.from([0x61, 0x3d, 0xff]), type: FORM_TYPE, signature: GOOD }],
    ['another method', { method: 'PUT', body: FORM, type: FORM_TYPE, signature: GOOD }],
    ['an absolute target', { body: FORM, type: FORM_TYPE, signature: GOOD, url }],
    [
      'a target of two slashes',
      { body: FORM, type: FORM_TYPE, signature: GOOD, url: `//mycompany.com${PATH}` },
    ],
    ['a target without slash', { body: FORM, type: FORM_TYPE, signature: GOOD, url: '*' }],
    ['a fragment', { body: FORM, type: FORM_TYPE, signature: GOOD, url: `${PATH}#rc=5` }],
  ])('%s', (_, given) => expect(verifyRequest(request(given), KEYS)).toBeNull());
});

describe('what is signed', () => {
  const url = '/twilio/voice?call_id=1';
  const signature = signAsTwilio(TOKEN, KEYS.baseUrl + url);
  const asked = (more: string, given: Given = {}) =>
    verifyRequest(request({ method: 'GET', url: url + more, signature, ...given }), KEYS);

  it('is all of the query, however much stands between what is signed and what is not', () => {
    expect(asked('')).not.toBeNull();
    for (const separators of [1, 150, 1_000, 2_000])
      expect(asked(`${'&'.repeat(separators)}&CallSid=CA1&CallStatus=completed`)).toBeNull();
  });

  it('is the hash of a JSON body, too', () => {
    const body = '{"CallSid":"CA1"}';
    const more = `${'&'.repeat(1_000)}&bodySHA256=${sha256(body)}`;
    expect(asked(more, { method: 'POST', body, type: 'application/json' })).toBeNull();
  });
});

describe('what is too much', () => {
  const fields = (count: number) => Array.from({ length: count }, (_, n): [string, string] => [`f${n}`, 'x']);
  const signed = (count: number, url = PATH) => {
    const pairs = fields(count);
    const signature = signAsTwilio(TOKEN, KEYS.baseUrl + url, pairs);
    return verifyRequest(form(signature, new URLSearchParams(pairs).toString(), url), KEYS);
  };

  it('is more than 200 parameters, those of the query among them', () => {
    expect(signed(198)).not.toBeNull();
    expect(signed(199)).toBeNull();
    expect(signed(199, '/x')).not.toBeNull();
  });

  it('is more than 64 KB', () => {
    const long = (length: number) => {
      const signature = signAsTwilio(TOKEN, KEYS.baseUrl + PATH, [['a', 'x'.repeat(length)]]);
      return verifyRequest(form(signature, `a=${'x'.repeat(length)}`), KEYS);
    };
    expect(long(64 * 1024 - 2)).not.toBeNull();
    expect(long(64 * 1024 - 1)).toBeNull();
  });

  it('costs next to nothing to refuse', () => {
    const body = new URLSearchParams(fields(25_000)).toString().slice(0, 64 * 1024);
    const began = performance.now();
    for (let n = 0; n < 200; n += 1) expect(verifyRequest(form(GOOD, body), KEYS)).toBeNull();
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});
