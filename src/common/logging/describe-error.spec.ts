import { describe, expect, it } from '@jest/globals';
import { describeError } from './describe-error.js';
import { privateTexts } from './private-fields.js';

describe('describeError', () => {
  it('takes chosen fields only, causes included', () => {
    const cause = Object.assign(new TypeError('deep secret'), { code: 'EX', headers: {} });
    const described = describeError(new Error('no secret', { cause }), ['secret']);
    expect(described).toEqual({
      type: 'Error',
      message: 'no [redacted]',
      stack: expect.stringContaining('no [redacted]'),
      cause: { type: 'TypeError', message: 'deep [redacted]', code: 'EX', stack: expect.any(String) },
    });
  });

  it('ends with a cause that is its own cause', () => {
    const error = new Error('round');
    error.cause = error;
    expect(JSON.stringify(describeError(error)).match(/round/g)?.length).toBeGreaterThan(5);
  });

  it.each([['text'], [null], [undefined], [3]])('takes %p', (thrown) => {
    expect(describeError(thrown)).toEqual({ type: typeof thrown, message: String(thrown) });
  });
});

it('privateTexts finds the private fields of a body at any depth', () => {
  const body = { script: 'the script', to: '+1', steps: [{ text: 'say this' }], notes: 'x', email: 7 };
  expect(privateTexts(body)).toEqual(['the script', 'say this']);
  expect(privateTexts(undefined)).toEqual([]);
});
