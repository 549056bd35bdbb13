import { describe, expect, it } from '@jest/globals';
import { Terminal } from './terminal.js';
import { captured } from './testing/captured.js';

const ESCAPE = String.fromCharCode(27);

describe('Terminal', () => {
  it('writes plain text where nobody watches', () => {
    const { out, lines } = captured();
    const terminal = new Terminal(out);
    terminal.heading('Title');
    terminal.request('POST /users', 201, 'Ada');
    terminal.line();
    expect(lines()).toEqual(['Title', 'POST /users              201  Ada', '']);
  });

  it('writes colours to a terminal that shows them', () => {
    const { out, lines } = captured({ columns: 80 });
    new Terminal(out).heading('Title');
    expect(lines()).toEqual([`${ESCAPE}[1mTitle${ESCAPE}[22m`]);
  });

  it('ends a line with its last word, in colours too', () => {
    const { out, lines } = captured({ columns: 80 });
    new Terminal(out).moment('0:00', 'ringing', '');
    expect(lines()).toEqual([`${ESCAPE}[2m   0:00${ESCAPE}[22m  ${ESCAPE}[33mringing${ESCAPE}[39m`]);
  });

  it('breaks a long text at its spaces, under its beginning', () => {
    const { out, lines } = captured({ columns: 60 });
    new Terminal(out).moment('0:04', 'Atlas says', `${'word '.repeat(12)}end`);
    expect(lines().length).toBe(2);
    expect(lines()[1]).toBe(`${' '.repeat(25)}word word word word word end`);
  });

  it('leaves a word whole that is longer than a line', () => {
    const { out, lines } = captured();
    new Terminal(out).moment('0:04', 'recording', 'x'.repeat(200));
    expect(lines()).toEqual([`   0:04  recording       ${'x'.repeat(200)}`]);
  });
});
