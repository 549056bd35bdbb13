import { describe, expect, it } from '@jest/globals';
import { Storyteller } from './storyteller.js';
import type { Moment } from './story.js';
import { Terminal } from './terminal.js';
import { captured } from './testing/captured.js';

const placedAt = new Date(0);
const moment = (id: string, second: number): Moment => ({
  id,
  at: new Date(second * 1000),
  what: id,
  text: '',
});

describe('Storyteller', () => {
  it('keeps a moment back, so that an earlier one that is heard later comes first', () => {
    const { out, lines } = captured();
    const teller = new Storyteller(new Terminal(out), placedAt);
    teller.hear([moment('said', 4)], 0);
    teller.hear([moment('answered', 3), moment('said', 4)], 200);
    expect(lines()).toEqual([]);
    teller.hear([moment('answered', 3), moment('said', 4)], 600);
    expect(lines()).toEqual(['   0:03  answered', '   0:04  said']);
  });

  it('tells each moment once, and all that is left at the end', () => {
    const { out, lines } = captured();
    const teller = new Storyteller(new Terminal(out), placedAt);
    teller.tell([moment('answered', 3)]);
    teller.tell([moment('answered', 3), moment('completed', 9)]);
    expect(lines()).toEqual(['   0:03  answered', '   0:09  completed']);
  });
});
