import { describe, expect, it } from '@jest/globals';
import { chooseRequestId } from './request-id.js';

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;

describe('chooseRequestId', () => {
  it.each(['a', 'A-b_c.9', 'x'.repeat(128)])('keeps %s', (id) => {
    expect(chooseRequestId(id)).toBe(id);
  });

  it.each([undefined, '', 'x'.repeat(129), 'a b', 'a\nb', 'é', 'a/b', '+14155552671', ['a', 'b']])(
    'replaces %j',
    (id) => {
      expect(chooseRequestId(id)).toMatch(UUID);
    },
  );
});
