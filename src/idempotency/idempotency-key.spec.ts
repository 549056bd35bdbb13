import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  canonicalJson,
  fingerprintOf,
  hashOfKey,
  KEY_PATTERN,
  parseIdempotencyKey,
} from './idempotency-key.js';

const visible = (first = 0x21) => fc.integer({ min: first, max: 0x7e }).map((n) => String.fromCharCode(n));
const keys = fc.string({ unit: visible(), minLength: 1, maxLength: 255 });
const quote = (key: string): string => `"${key.replace(/["\\]/g, (each) => `\\${each}`)}"`;

describe('the key of a request', () => {
  it('is any text of 1 to 255 visible ASCII characters in quotes', () => {
    fc.assert(fc.property(keys, (key) => expect(parseIdempotencyKey([quote(key)])).toBe(key)));
  });

  it('is the same without quotes, unless it begins with one', () => {
    const bare = keys.filter((key) => !key.startsWith('"'));
    fc.assert(fc.property(bare, (key) => expect(parseIdempotencyKey([key])).toBe(key)));
  });

  it('has 255 characters at most, escapes not counted', () => {
    expect(parseIdempotencyKey(['k'.repeat(255)])).toHaveLength(255);
    expect(parseIdempotencyKey([quote('"'.repeat(255))])).toHaveLength(255);
    expect(parseIdempotencyKey(['k'.repeat(256)])).toBeNull();
    expect(parseIdempotencyKey([quote('k'.repeat(256))])).toBeNull();
  });

  it('is documented as it is read', () => {
    const unit = fc.oneof(fc.constantFrom('"', '\\', ' ', '\u007F'), visible());
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 12 }), fc.boolean(), (text, quoted) => {
        const value = quoted ? `"${text}"` : text;
        expect(new RegExp(KEY_PATTERN, 'u').test(value)).toBe(parseIdempotencyKey([value]) !== null);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['nothing', ''],
    ['an empty string', '""'],
    ['a lone quote', '"'],
    ['no end', '"abc'],
    ['a quote inside', '"a"b"'],
    ['a backslash that escapes nothing', '"a\\b"'],
    ['an escaped end', '"abc\\"'],
    ['something after the end', '"abc";a=1'],
    ['a space', 'a b'],
    ['a space in quotes', '"a b"'],
    ['two keys, joined by a proxy', 'abc, def'],
    ['a control character', 'a\u0007'],
    ['a line break at the end', 'abc\n'],
    ['more than ASCII', 'schlüssel'],
  ])('is refused: %s', (_, value) => {
    expect(parseIdempotencyKey([value])).toBeNull();
  });

  it('is given once', () => {
    expect(parseIdempotencyKey([])).toBeNull();
    expect(parseIdempotencyKey(['abc', 'abc'])).toBeNull();
  });

  it('is accepted or refused whatever is sent', () => {
    const values = fc.array(fc.string({ unit: 'binary' }), { maxLength: 3 });
    fc.assert(
      fc.property(values, (given) => {
        const key = parseIdempotencyKey(given);
        expect(key === null || /^[\x21-\x7e]{1,255}$/.test(key)).toBe(true);
      }),
    );
  });
});

/** The same value with the fields of every object in another order. */
const shuffled = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, field]: [string, unknown]) => [name, shuffled(field)])
      .toReversed(),
  ) as object;
};

describe('canonical JSON', () => {
  it('does not depend on the order of fields', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) =>
        expect(canonicalJson(shuffled(value))).toBe(canonicalJson(value)),
      ),
    );
  });

  it('loses nothing: other values, other text', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('leaves out what is absent, and keeps the order of lists', () => {
    expect(canonicalJson({ b: undefined, a: [2, 1], c: null })).toBe('{"a":[2,1],"c":null}');
  });
});

describe('names', () => {
  it('tell callers, routes and keys apart, wherever one ends and the next begins', () => {
    const texts = fc.tuple(fc.string(), fc.string(), fc.string());
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        expect(hashOfKey(...one) === hashOfKey(...other)).toBe(canonicalJson(one) === canonicalJson(other));
      }),
    );
    expect(hashOfKey('a', 'bc', 'd')).not.toBe(hashOfKey('ab', 'c', 'd'));
  });

  it('hold nothing of the key or the request that could be read', () => {
    expect(hashOfKey('everyone', 'POST /users', 'my-key')).toMatch(/^[0-9a-f]{64}$/);
    expect(fingerprintOf('POST /users', { name: 'Ada' })).toMatch(/^[0-9a-f]{64}$/);
  });

  it('of a request are those of its route and body', () => {
    const print = fingerprintOf('POST /users', { name: 'Ada', email: 'a@b.co' });
    expect(fingerprintOf('POST /users', { email: 'a@b.co', name: 'Ada', external_id: undefined })).toBe(
      print,
    );
    expect(fingerprintOf('POST /users', { name: 'Ada', email: 'A@b.co' })).not.toBe(print);
    expect(fingerprintOf('POST /calls', { name: 'Ada', email: 'a@b.co' })).not.toBe(print);
  });
});
