import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatTraceparent, isOwnTraceparent, parseTraceparent } from './traceparent.js';

const [traceId, spanId] = ['4bf92f3577b34da6a3ce929d0e0e4736', '00f067aa0ba902b7'];
const GOOD = `00-${traceId}-${spanId}-01`;
const hex = (length: number) =>
  fc
    .string({
      unit: fc.constantFrom(...Array.from('0123456789abcdef')),
      minLength: length,
      maxLength: length,
    })
    .filter((text) => /[^0]/.test(text));

describe('a traceparent', () => {
  it('is read as it was written, with whether it is sampled and nothing else of its flags', () => {
    fc.assert(
      fc.property(hex(32), hex(16), fc.integer({ min: 0, max: 255 }), (trace, span, flags) => {
        const text = formatTraceparent({ traceId: trace, spanId: span, flags });
        expect(parseTraceparent(text)).toEqual({ traceId: trace, spanId: span, flags: flags & 1 });
        expect(isOwnTraceparent(text)).toBe(true);
      }),
    );
  });

  it('of a later version is read as far as it is known', () => {
    expect(parseTraceparent(`cc-${traceId}-${spanId}-03-more`)).toEqual({ traceId, spanId, flags: 1 });
    expect(isOwnTraceparent(`cc-${traceId}-${spanId}-01`)).toBe(false);
  });

  it.each([
    undefined,
    ['00'],
    '',
    `${GOOD}-more`,
    `${GOOD}, ${GOOD}`,
    ` ${GOOD}`,
    `${GOOD}\n`,
    GOOD.toUpperCase(),
    `ff-${traceId}-${spanId}-01`,
    `00-${'0'.repeat(32)}-${spanId}-01`,
    `00-${traceId}-${'0'.repeat(16)}-01`,
    GOOD.slice(0, -1),
  ])('is not %j', (text) => expect(parseTraceparent(text)).toBeUndefined());

  it('with one character changed into what no hex has is none', () => {
    const place = fc.integer({ min: 0, max: GOOD.length - 1 });
    fc.assert(
      fc.property(place, fc.constantFrom(...Array.from('gG _+é')), (at, character) => {
        const text = GOOD.slice(0, at) + character + GOOD.slice(at + 1);
        expect(parseTraceparent(text)).toBeUndefined();
      }),
    );
  });
});
