import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { maskText } from './mask-text.js';
import { redactLine } from './redact-line.js';

describe('maskText', () => {
  it('hides every E.164 number in any surroundings but for its last four digits', () => {
    const digits = fc.stringMatching(/^[1-9]\d{6,14}$/);
    const surroundings = fc.constantFrom('', ' ', ':', '"', '(', 'to=', '&To=', '/users/', ',', '\n', 'tel:');
    fc.assert(
      fc.property(
        digits,
        surroundings,
        fc.constantFrom('', ' ', '"', ')', '&a=b', '.', ',', '\n'),
        (number, before, after) => {
          for (const plus of ['+', '%2B', '%2b', '%252B']) {
            const masked = maskText(`${before}${plus}${number}${after}`);
            expect(masked).toBe(`${before}***${number.slice(-4)}${after}`);
          }
        },
      ),
    );
  });

  it('is quick for long text', () => {
    const started = performance.now();
    for (const text of [
      'a'.repeat(50_000),
      '@'.repeat(50_000),
      '+1'.repeat(25_000),
      '1 '.repeat(25_000),
      'a@b.'.repeat(12_000),
      'Basic '.repeat(9_000),
    ]) {
      maskText(text);
    }
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it('is done once: what is masked stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const masked = maskText(text);
        expect(maskText(masked)).toBe(masked);
      }),
    );
  });
});

describe('redactLine', () => {
  it('gives one line of JSON for any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const line = redactLine(`${JSON.stringify(value)}\n`, []);
        expect(line.indexOf('\n')).toBe(line.length - 1);
        JSON.parse(line);
      }),
    );
  });

  it('masks what is no JSON as text', () => {
    expect(redactLine('{ to +14155552671 secret-1\n', ['secret-1'])).toBe('{ to ***2671 [redacted]\n');
  });
});
