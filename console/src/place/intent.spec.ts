import { describe, expect, it } from '@jest/globals';
import { Intent } from './intent.js';

describe('an intention', () => {
  it.each([0, 401, 409, 429, 500, 503, 504])(
    'keeps its key where it is answered %d: it may be sent again',
    (status) => {
      const intent = new Intent();
      const key = intent.keyFor('a');
      expect(key).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
      intent.answered(status);
      expect(intent.keyFor('a')).toBe(key);
    },
  );

  it.each([200, 201, 202, 400, 403, 404, 405, 413, 415, 422, 502])(
    'is over where it is answered %d',
    (status) => {
      const intent = new Intent();
      const key = intent.keyFor('a');
      intent.answered(status);
      expect(intent.keyFor('a')).not.toBe(key);
    },
  );

  it('is another one once the form has changed', () => {
    const intent = new Intent();
    const key = intent.keyFor('a');
    intent.answered(0);
    expect(intent.keyFor('b')).not.toBe(key);
  });
});
