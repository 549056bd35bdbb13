import { describe, expect, it } from '@jest/globals';
import { validateSync } from 'class-validator';
import fc from 'fast-check';
import { IsE164 } from './is-e164.js';
import { IsEmailAddress } from './is-email-address.js';
import { IsIntegerBetween } from './is-integer-between.js';
import { IsJsonBoolean } from './is-json-boolean.js';
import { IsOptionalField } from './is-optional-field.js';
import { IsText, textSchema, type TextLimits } from './is-text.js';

/** What a value is told by these decorators, or null when it is accepted. */
const verdict = (value: unknown, ...decorators: PropertyDecorator[]): string | null => {
  class Dto {
    field = value;
  }
  for (const decorate of decorators) decorate(Dto.prototype, 'field');
  const [error] = validateSync(new Dto(), { forbidUnknownValues: false });
  return error ? Object.values(error.constraints ?? {}).join(' | ') : null;
};

describe('IsText', () => {
  it('counts characters, not UTF-16 units', () => {
    expect(verdict('😀'.repeat(5), IsText({ max: 5 }))).toBeNull();
    expect(verdict('😀'.repeat(6), IsText({ max: 5 }))).toBe('must be a string of at most 5 characters');
    expect(verdict('', IsText({ max: 5 }))).toBeNull();
    expect(verdict('', IsText({ min: 1, max: 5 }))).toBe('must be a string of 1 to 5 characters');
  });

  it('agrees with the number of code points, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 12 }), (text) => {
        const accepted = [...text].length <= 6 && !/[^\P{Control}\t\n\r]/u.test(text);
        expect(verdict(text, IsText({ max: 6 })) === null).toBe(accepted);
      }),
    );
  });

  it.each([[1], [null], [{}], [['a']], [undefined], [true]])('refuses %j', (value) => {
    expect(verdict(value, IsText({ max: 5 }))).not.toBeNull();
  });

  it('refuses half a surrogate pair', () => {
    expect(verdict('a\uD800', IsText({ max: 5 }))).not.toBeNull();
  });

  it('refuses control characters, in a name also tabs and line breaks', () => {
    const [text, name] = [IsText({ max: 5 }), IsText({ max: 5, oneLine: true })];
    for (const character of ['\0', '\u001B', '\u007F', '\u0085', '\u009F']) {
      expect(verdict(`a${character}`, text)).toBe(
        'must not contain control characters other than tabs and line breaks',
      );
      expect(verdict(`a${character}`, name)).toBe('must not contain control characters');
    }
    expect(verdict('\t\r\n', text)).toBeNull();
    for (const character of ['\t', '\r', '\n'])
      expect(verdict(character, name)).toBe('must not contain control characters');
    for (const kept of ['é', '😀', '\u200D', '\u2028']) expect(verdict(kept, name)).toBeNull();
  });

  it('with xml, takes what XML 1.0 allows and nothing else', () => {
    const xml = IsText({ max: 5, xml: true });
    for (const text of ['\t\n\r', 'é', '😀', '\uFFFD', '<&>']) expect(verdict(text, xml)).toBeNull();
    for (const text of ['\0', '\u0008', '\u000B', '\u001F', '\uFFFE', '\uFFFF', '\uDC00']) {
      expect(verdict(text, xml)).toBe('must be a string of at most 5 characters that XML 1.0 allows');
    }
  });
});

describe('textSchema', () => {
  const LIMITS: TextLimits[] = [
    { max: 6 },
    { min: 2, max: 6, oneLine: true },
    { min: 1, max: 6, notBlank: true, oneLine: true },
    { max: 6, xml: true },
  ];
  const awkward = fc.constantFrom(
    '\t',
    '\n',
    '\0',
    '\u001F',
    '\u007F',
    '\u0085',
    ' ',
    '\u3000',
    '\uFEFF',
    '\uFFFE',
  );
  const text = fc.string({
    unit: fc.oneof(awkward, fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })),
  });

  it.each(LIMITS)('documents what IsText takes with %j', (limits) => {
    const { minLength = 0, maxLength, pattern } = textSchema(limits);
    fc.assert(
      fc.property(text, (value) => {
        const length = [...value].length;
        const isDocumented =
          length >= minLength && length <= maxLength && new RegExp(pattern, 'u').test(value);
        expect(isDocumented).toBe(verdict(value, IsText(limits)) === null);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('IsE164', () => {
  it.each(['+14155552671', '+15005550006', '+15005550001', '+442079460000', '+4930123456', '+6585551234'])(
    'takes %s',
    (value) => {
      expect(verdict(value, IsE164())).toBeNull();
    },
  );

  it.each([
    '14155552671',
    '+1 415 555 2671',
    '+1415555',
    '+123456',
    '+1234567890123456',
    '+00000000',
    '',
    '+١٤١٥٥٥٥٢٦٧١',
    '+14155552671;ext=1',
    '+14155552671\n',
    'tel:+14155552671',
  ])('refuses %j', (value) => {
    expect(verdict(value, IsE164())).toBe('must be an E.164 phone number, such as +14155552671');
  });

  it.each([[14155552671], [{ $gt: '' }], [['+14155552671']], [null]])('refuses %j', (value) => {
    expect(verdict(value, IsE164())).not.toBeNull();
  });
});

describe('IsEmailAddress', () => {
  it.each(['a@b.co', 'First.Last+tag@Sub.Example.COM'])('takes %s', (value) => {
    expect(verdict(value, IsEmailAddress())).toBeNull();
  });

  it.each(['', 'a', 'a@b', '@b.co', 'a b@c.de', 'a@b.co\n', `${'a'.repeat(250)}@b.co`, 'Ada <a@b.co>'])(
    'refuses %j',
    (value) => {
      expect(verdict(value, IsEmailAddress())).toBe('must be an email address');
    },
  );
});

describe('IsIntegerBetween, IsJsonBoolean, IsOptionalField', () => {
  it('take JSON integers in the range only', () => {
    for (const value of [1, 5, 3]) expect(verdict(value, IsIntegerBetween(1, 5))).toBeNull();
    for (const value of [0, 6, 1.5, '3', NaN, Infinity, null, true, [3]]) {
      expect(verdict(value, IsIntegerBetween(1, 5))).toBe('must be an integer between 1 and 5');
    }
  });

  it('take true and false only', () => {
    for (const value of [true, false]) expect(verdict(value, IsJsonBoolean())).toBeNull();
    for (const value of ['true', 1, 0, null, {}])
      expect(verdict(value, IsJsonBoolean())).toBe('must be true or false');
  });

  it('let a field be absent, not null', () => {
    expect(verdict(undefined, IsOptionalField(), IsJsonBoolean())).toBeNull();
    expect(verdict(null, IsOptionalField(), IsJsonBoolean())).toBe('must be true or false');
  });
});
