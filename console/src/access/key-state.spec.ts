import { describe, expect, it } from '@jest/globals';
import { keyState } from './key-state.js';

const NOW = new Date('2026-03-02T15:00:00Z');
const EARLIER = '2026-03-02T14:00:00Z';
const LATER = '2026-03-02T16:00:00Z';

describe('the state of a key', () => {
  it.each([
    [null, null, 'good'],
    [null, LATER, 'good'],
    [null, EARLIER, 'expired'],
    [null, NOW.toISOString(), 'expired'],
    [EARLIER, LATER, 'revoked'],
    [EARLIER, EARLIER, 'revoked'],
  ])('revoked at %s, expiring at %s: %s', (revoked_at, expires_at, state) => {
    expect(keyState({ revoked_at, expires_at }, NOW)).toBe(state);
  });
});
