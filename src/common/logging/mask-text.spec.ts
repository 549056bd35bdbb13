import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LONGEST_TEXT, maskText } from './mask-text.js';
import { lineRedactor } from './redact-line.js';

const before = fc.constantFrom(
  '',
  ' ',
  ':',
  '"',
  '(',
  'to=',
  '&To=',
  '/users/',
  ',',
  '\n',
  'tel:',
  'of%20',
  '%2F',
);
const after = fc.constantFrom('', ' ', '"', ')', '&a=b', '.', ',', '\n', '%20', '%22', '/calls');
/** A text of only these letters in the places of a North American number: area, exchange and line. */
const NORTH_AMERICAN = [
  '+1AEL',
  '%2B1AEL',
  '%2b1AEL',
  '%252B1AEL',
  '+1 A E L',
  '+1-A-E-L',
  '+1.A.E.L',
  '+1 (A) E-L',
  '+1%20(A)%20E-L',
  '%2B1%20%28A%29%20E-L',
  '%2B1+A+E+L',
  '(A) E-L',
  '(A)E-L',
  '(A)%20E-L',
  '%28A%29%20E-L',
  '(A)+E-L',
  'A-E-L',
  'A.E.L',
  'A E L',
  'A%20E%20L',
  'A+E+L',
  'A\u00A0E\u2011L',
  '1-A-E-L',
  '1 (A) E-L',
  'AEL',
  '1AEL',
];
const digits = (least: number, most = least): fc.Arbitrary<string> =>
  fc.stringMatching(new RegExp(`^[2-9]\\d{${least - 1},${most - 1}}$`));
const digitsIn = (text: string): string => text.replaceAll(/%(?:25)*[\da-f]{2}/gi, '').replaceAll(/\D/g, '');

describe('a phone number', () => {
  it('is shown by its last four digits, in the usual writings of North America', () => {
    const number = fc.tuple(digits(3), digits(3), digits(4));
    fc.assert(
      fc.property(
        number,
        fc.constantFrom(...NORTH_AMERICAN),
        before,
        after,
        ([area, exchange, line], how, a, z) => {
          const written = how.replace(/A/, area).replace(/E/, exchange).replace(/L/, line);
          const masked = maskText(`${a}${written}${z}`);
          expect(digitsIn(masked)).toBe(line);
          expect(masked).toContain(`***${line}`);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('is so in every country, with whatever stands between the digits', () => {
    const groups = fc
      .array(digits(2, 5), { minLength: 3, maxLength: 6 })
      .filter((parts) => parts.join('').length >= 9 && parts.join('').length <= 15);
    const prefix = fc.constantFrom('+', '%2B', '%252B', '00', '0');
    const between = fc.constantFrom('', ' ', '-', '%20');
    fc.assert(
      fc.property(prefix, groups, between, before, after, (plus, parts, gap, a, z) => {
        expect(digitsIn(maskText(`${a}${plus}${parts.join(gap)}${z}`))).toBe(parts.join('').slice(-4));
      }),
      { numRuns: 1_000 },
    );
  });

  it('is so beside another one', () => {
    expect(maskText('from +14155552671 4155550123, +49 30 1234567+14155550124')).toBe(
      'from ***2671 ***0123, ***4567***0124',
    );
  });
});

describe('what a reader looks for', () => {
  const sid = fc
    .tuple(fc.constantFrom('AC', 'CA', 'RE', 'TR', 'PN', 'SM'), fc.stringMatching(/^[\da-f]{32}$/))
    .map((parts) => parts.join(''));
  const date = fc
    .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
    .map((at) => at.toISOString());

  it('stays: a SID, wherever it stands', () => {
    fc.assert(
      fc.property(sid, sid, before, after, (one, other, a, z) => {
        const texts = [
          `${a}${one}${z}`,
          `/2010-04-01/Accounts/${one}/Calls/${other}.json`,
          `CallSid=${one}&To=x`,
        ];
        for (const text of texts) expect(maskText(text)).toBe(text);
      }),
    );
  });

  it('stays: a SID of digits alone', () => {
    const text = `/2010-04-01/Accounts/AC${'4155552671'.repeat(3)}12/Recordings/RE${'0'.repeat(32)}.mp3`;
    expect(maskText(text)).toBe(text);
  });

  it('stays: a date and a time, in a path, a query and a sentence', () => {
    fc.assert(
      fc.property(date, (at) => {
        const day = at.slice(0, 10);
        for (const text of [
          `/${day}/Accounts`,
          `?StartTime%3E=${day}`,
          `at ${at}`,
          at.replaceAll(':', '%3A'),
        ])
          expect(maskText(text)).toBe(text);
      }),
    );
  });

  it.each([
    'GET /calls?page=2&page_size=100 200, 1234 ms',
    'code 21219, HTTP 400, port 27017, 192.168.100.200:8000, 12.3456789 s',
    'call 8b7cb1c0-9f2e-4d58-8d3f-123456789012, 00000000-0000-4000-8000-000000000000',
  ])('stays: %s', (text) => expect(maskText(text)).toBe(text));
});

describe('a secret', () => {
  const value = fc.stringMatching(/^[A-Z0-9._~-]{6,40}$/).map((text) => `§${text}`);
  const name = fc.constantFrom(
    'token',
    'access_token',
    'refresh-token',
    'AuthToken',
    'api-key',
    'api_key',
    'apiKey',
    'password',
    'client_secret',
    'X-Twilio-Signature',
    'authorization',
  );

  it('never appears behind its name', () => {
    const place = fc.constantFrom(
      '',
      'https://example.com/path?a=b&',
      'redirect=/path?',
      'next=%2Fx%3F',
      'said ',
    );
    const written = fc.constantFrom('N=V', 'N%3DV', 'N="V"', "N='V'", 'N="V', '{"N":"V"}', '{"N": "V"}');
    fc.assert(
      fc.property(place, name, written, value, (where, called, how, secret) => {
        const masked = maskText(`${where}${how.replace('N', called).replace('V', () => secret)} rest`);
        expect(masked).not.toContain('§');
        expect(masked).toContain(called);
        expect(masked).toMatch(/ rest$/);
      }),
    );
  });

  it.each([
    'Authorization: Digest username="§", response="§"',
    'authorization:§, more §',
    "{ authorization: 'Bearer §', more: 1 }",
    'X-API-Key: §',
    '{"x-api-key": "§"}',
    'Cookie: a=§; __Host-session=§',
    'Set-Cookie: session=§; Path=/',
    'session=§&a=b',
    '/callback?code=§&x=1',
    '/callback?x=1&code=§',
    '/sign-in#token=§',
    'https://atlas.example.com/sign-in?token=§',
    'of KEY, said',
    'KEY',
    'X-Y: KEY',
    '/things?x=KEY',
    '/invite/LINK?x=1',
    'LINK',
  ])('never appears: %s', (text) => {
    const random = 'aB3-_'.repeat(9).slice(0, 43);
    const masked = maskText(
      text.replaceAll('§', '§swordfish').replace('KEY', `atlas_${random}`).replace('LINK', random),
    );
    expect(masked).not.toMatch(/§|swordfish|aB3/);
    expect(masked).toContain('[redacted]');
  });

  it.each([
    'Invalid email: must be an e-mail address',
    'key atlas_aB3d of atlas_test, code 21219, code=21219',
    'database atlas_test_12345678',
  ])('is none: %s', (text) => expect(maskText(text)).toBe(text));

  it('never appears in the address of a database, whatever it is made of', () => {
    const masked = maskText('cannot use mongodb+srv://atlas:hun/ter@2@db.internal/atlas?w=1 now');
    expect(masked).toBe('cannot use mongodb+srv://[redacted]@db.internal/atlas?w=1 now');
  });

  it.each([
    'Ada.Lovelace@example.com',
    'ada%40example.com',
    'ada+calls@mail.example.org.',
    'a@b@example.com',
  ])('is an e-mail address too: %s', (address) => {
    expect(maskText(`of ${address}, said`)).toBe('of [redacted], said');
  });
});

describe('a long text', () => {
  it('is cut before anything is looked for in it, and says how much is left out', () => {
    const masked = maskText('%40'.repeat(LONGEST_TEXT));
    expect(masked.length).toBeLessThanOrEqual(LONGEST_TEXT);
    expect(masked).toMatch(/… \(\d+ more characters\)$/);
    const [, more = ''] = /\((\d+) more/.exec(masked) ?? [];
    expect(masked.indexOf('…') + Number(more)).toBe(3 * LONGEST_TEXT);
  });

  it('shows no part of what the cut went through', () => {
    const secret = 'hunter2-hunter2-hunter2';
    for (let at = 0; at < 80; at += 1) {
      const padding = '/'.repeat(LONGEST_TEXT - at);
      expect(maskText(`${padding}${secret}${padding}`, [secret])).not.toContain('hunter2');
      expect(maskText(`${padding}atlas_${'aB3-_'.repeat(9)}${padding}`)).not.toContain('aB3');
      for (const number of ['4155552671', '415%20555%202671', '(415) 555-2671']) {
        const [shown = ''] = maskText(`${padding}${number}${padding}`).split('…');
        expect(digitsIn(shown).length).toBeLessThan(5);
      }
    }
  });

  it('is whole up to the limit', () => {
    const text = 'a '.repeat(LONGEST_TEXT / 2);
    expect(maskText(text)).toBe(text);
  });
});

it('is done once: what is masked stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const masked = maskText(text);
      expect(maskText(masked)).toBe(masked);
    }),
  );
});

describe('lineRedactor', () => {
  it('gives one line of JSON for any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const line = lineRedactor([])(`${JSON.stringify(value)}\n`);
        expect(line.indexOf('\n')).toBe(line.length - 1);
        JSON.parse(line);
      }),
    );
  });

  it('masks what is no JSON as text', () => {
    expect(lineRedactor(['secret-1'])('{ to +14155552671 secret-1\n')).toBe('{ to ***2671 [redacted]\n');
  });
});
