import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { csvHead, csvLine, csvOf, PLAIN_PHONE_NUMBER } from './csv.js';

/** A reader of RFC 4180, by hand: what is compared is not the writer with itself. */
const parse = (text: string): string[][] => {
  const rows: string[][] = [];
  let [row, cell, isQuoted] = [[] as string[], '', false];
  for (let at = 0; at < text.length; at += 1) {
    const here = text.charAt(at);
    if (isQuoted && here === '"' && text.charAt(at + 1) === '"') [cell, at] = [`${cell}"`, at + 1];
    else if (here === '"') isQuoted = !isQuoted;
    else if (isQuoted || !',\r'.includes(here)) cell += here;
    else {
      row.push(cell);
      cell = '';
      if (here === ',') continue;
      expect(text.charAt(at + 1)).toBe('\n');
      rows.push(row);
      [row, at] = [[], at + 1];
    }
  }
  expect([row, cell, isQuoted]).toEqual([[], '', false]);
  return rows;
};

const columns = ['a', 'b', 'c'].map((name) => ({ name }));
const cell = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', '=', '+', '-', '@', '\t', "'", '7', 'é') }),
);

describe('a table', () => {
  it('is read as it was written, but for the apostrophe before what looks like a formula', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ a: cell, b: cell, c: cell })), (rows) => {
        const text = csvHead(columns) + rows.map((row) => csvLine(columns, row)).join('');
        const safe = (each: string): string =>
          /^([\s\p{Cf}]*[=+\-@＝＋－＠]|[\t\r\n])/u.test(each) ? `'${each}` : each;
        const expected = rows.map(({ a, b, c }) => [a, b, c].map(safe));
        expect(parse(text)).toEqual([['a', 'b', 'c'], ...expected]);
      }),
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '\nx', ' =1', '\u00a0=1', '\u200b=1', '＝1'])(
    'keeps %j from being a formula',
    (text) => {
      expect(parse(csvLine(columns.slice(0, 1), { a: text }))).toEqual([[`'${text}`]]);
    },
  );

  it('leaves what has another form alone: numbers, times, and phone numbers where they stand', () => {
    const phone = [{ name: 'to', plain: PLAIN_PHONE_NUMBER }];
    expect(csvLine(phone, { to: '+14155550123' })).toBe('+14155550123\r\n');
    expect(csvLine(phone, { to: '+1-cmd' })).toBe("'+1-cmd\r\n");
    expect(csvLine(columns, { a: -3, b: true, c: new Date(0) })).toBe('-3,true,1970-01-01T00:00:00.000Z\r\n');
    expect(csvLine(columns, { a: null, c: 'x, "y"' })).toBe(',,"x, ""y"""\r\n');
    expect(csvOf(['n', 'text'], [{ n: '-0.5', text: '-0.5.' }])).toBe("n,text\r\n-0.5,'-0.5.\r\n");
  });
});
