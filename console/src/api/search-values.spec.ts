import { describe, expect, it } from '@jest/globals';
import { fieldErrors } from './field-errors.js';
import { fromLocalInput, toLocalInput } from './local-time.js';
import { ApiProblem } from './problem.js';
import { momentIn, pageIn, present, textIn } from './search-values.js';

describe('values of an address', () => {
  it.each([
    ['a text', textIn, ' x ', 'x'],
    ['what the router read as a number', textIn, 42, '42'],
    ['an empty text', textIn, ' ', undefined],
    ['something else as text', textIn, {}, undefined],
    ['a page', pageIn, 2, 2],
    ['the first page', pageIn, 1, undefined],
    ['half a page', pageIn, 2.5, undefined],
    ['a word as page', pageIn, 'x', undefined],
    ['a moment', momentIn, '2026-03-02T15:00:00+01:00', '2026-03-02T14:00:00.000Z'],
    ['no moment', momentIn, 'yesterday', undefined],
    ['a number as moment', momentIn, 5, undefined],
  ] as [string, (value: unknown) => unknown, unknown, unknown][])('%s', (_what, read, value, expected) => {
    expect(read(value)).toBe(expected);
  });

  it('leaves out what has no value', () => {
    expect(present({ a: 1, b: undefined })).toEqual({ a: 1 });
  });
});

describe('moments in an input', () => {
  it('come back as they were, to the minute', () => {
    const at = '2026-03-02T15:04:00.000Z';
    expect(fromLocalInput(toLocalInput(at))).toBe(at);
  });

  it('are none where it is empty or says nothing', () => {
    expect(toLocalInput(undefined)).toBe('');
    for (const value of ['', 'x', null]) expect(fromLocalInput(value)).toBeUndefined();
  });
});

describe('what Atlas says of fields', () => {
  it('says of a value that another has that it is taken', () => {
    const taken = 'User with this external_id already exists';
    expect([...fieldErrors(new ApiProblem(409, taken, 'r1'))]).toEqual([['external_id', taken]]);
  });

  it('is what it says of each, and nothing of other failures', () => {
    const fields = new Map([['email', 'must be an email address']]);
    expect(fieldErrors(new ApiProblem(400, 'Invalid email', 'r1', fields))).toBe(fields);
    const refused = new ApiProblem(400, 'Invalid url: must be https', 'r1');
    expect([...fieldErrors(refused)]).toEqual([['url', 'must be https']]);
    const both = new ApiProblem(400, 'Invalid url: must be https', 'r1', fields);
    expect(fieldErrors(both)).toBe(fields);
    expect(fieldErrors(new ApiProblem(409, 'The key is in flight', 'r1')).size).toBe(0);
    expect(fieldErrors(new Error('broken')).size).toBe(0);
  });
});
