import { expect, it } from '@jest/globals';
import { isOver, lookAgainIn, money, secondsBetween } from './call-state.js';

it('a call is over once it ended and nothing more is dialled', () => {
  expect(isOver({ status: 'busy', waiting: null })).toBe(true);
  expect(isOver({ status: 'busy', waiting: { for: 'retry', until: null } })).toBe(false);
  expect(isOver({ status: 'ringing', waiting: null })).toBe(false);
});

it('is looked at while it goes on, and for a while after, for what follows it', () => {
  const at = '2026-01-02T03:04:05Z';
  const ringing = { status: 'ringing', waiting: null, ended_at: null } as const;
  expect([lookAgainIn(ringing, false), lookAgainIn(ringing, true)]).toEqual([5_000, 30_000]);
  const ended = { status: 'completed', waiting: null, ended_at: at } as const;
  expect(lookAgainIn(ended, false, Date.parse(at) + 1000)).toBe(5_000);
  expect(lookAgainIn(ended, false, Date.parse(at) + 999_000)).toBe(false);
  const deletion = { deleted_at: at, reason: 'request', at_twilio: 'pending' };
  const deleted = { ...ended, recordings: [{ deletion }] } as unknown as Parameters<typeof lookAgainIn>[0];
  expect(lookAgainIn(deleted, true, Date.parse(at) + 999_000)).toBe(5_000);
});

it('what is not known is not nothing', () => {
  expect(money(null, 'USD')).toBeNull();
  expect(money('-0.01300', 'USD')).toMatch(/0[.,]013/);
  expect(money('0.00000', 'USD')).toMatch(/0[.,]00/);
  expect(secondsBetween(null, '2026-01-02T03:04:05Z')).toBeNull();
  expect(secondsBetween('2026-01-02T03:04:01Z', '2026-01-02T03:04:05Z')).toBe(4);
});
