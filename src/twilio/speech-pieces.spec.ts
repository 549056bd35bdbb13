import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bytesInXml, MAX_PIECE_BYTES, toSpeechPieces } from './speech-pieces.js';

/** Text of all lengths and scripts, at times one long word, a long sentence, or characters that XML escapes. */
const anyText = fc
  .array(
    fc.tuple(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 40 }),
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        fc.constantFrom(
          'Hello there. ',
          'Ünïcode wörds! ',
          '你好。',
          '👩‍👩‍👧‍👦',
          '&<>\r\n',
          ' ',
          'word',
          '\uD800',
          '\u0000',
        ),
      ),
      fc.integer({ min: 1, max: 400 }),
    ),
    { maxLength: 6 },
  )
  .map((parts) =>
    parts
      .map(([text, times]) => text.repeat(times))
      .join('')
      .slice(0, 8_000),
  );

const legal = (text: string): string =>
  Buffer.from(text)
    .toString()
    .replace(/[^\t\n\r\u0020-\uFFFD\u{10000}-\u{10FFFF}]/gu, '');
const withoutSpace = (text: string): string => text.replace(/\s+/gu, '');

describe('pieces of speech', () => {
  it('fit, are never blank, and say the whole text in order', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const pieces = toSpeechPieces(text);
        for (const piece of pieces) {
          expect(bytesInXml(piece)).toBeLessThanOrEqual(MAX_PIECE_BYTES);
          expect(piece.trim()).not.toBe('');
          expect(Buffer.from(piece).toString()).toBe(piece);
        }
        const surrogates = /\uFFFD/g; // a lone surrogate is dropped here, and replaced in legal()
        expect(withoutSpace(pieces.join('')).replace(surrogates, '')).toBe(
          withoutSpace(legal(text)).replace(surrogates, ''),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('is one for a text that fits, exactly 3,000 bytes included', () => {
    expect(toSpeechPieces('a'.repeat(3_000))).toEqual(['a'.repeat(3_000)]);
    expect(toSpeechPieces('  Hello. Good day.\n')).toEqual(['Hello. Good day.']);
  });

  it('are cut between sentences', () => {
    const sentence = `${'word '.repeat(250)}end.`;
    const two = `${sentence} ${sentence}`;
    expect(toSpeechPieces(`${two} ${two} ${sentence}`)).toEqual([two, two, sentence]);
  });

  it('of a longer sentence are cut between words', () => {
    const pieces = toSpeechPieces('lorem ipsum '.repeat(600));
    expect(pieces.length).toBe(3);
    for (const piece of pieces) expect(piece).toMatch(/^(?:lorem|ipsum)(?: (?:lorem|ipsum))*$/);
  });

  it('of a longer word are cut between whole characters', () => {
    const family = '👩‍👩‍👧‍👦';
    for (const piece of toSpeechPieces(family.repeat(500))) expect(piece.replaceAll(family, '')).toBe('');
    expect(toSpeechPieces('x'.repeat(7_000)).map((piece) => piece.length)).toEqual([3_000, 3_000, 1_000]);
  });

  it('of one character with endless accents are cut between code points', () => {
    const pieces = toSpeechPieces(`e${'\u0301'.repeat(4_000)}`);
    expect(pieces.join('')).toHaveLength(4_001);
    expect(pieces.length).toBe(3);
  });

  it('are none for a blank text or one that XML cannot hold', () => {
    expect(toSpeechPieces(' \n\t ')).toEqual([]);
    expect(toSpeechPieces('\u0000\u000B\uFFFE\uDC00')).toEqual([]);
  });

  it('are counted as they stand in the XML', () => {
    const lengths = toSpeechPieces('&'.repeat(1_300)).map((piece) => piece.length);
    expect(lengths).toEqual([600, 600, 100]);
  });
});
