import { expect, it } from '@jest/globals';
import { type Attempt, newAttempt } from '../calls/model/call.js';
import { someCall } from '../calls/testing/call.factory.js';
import { Look } from './look.js';

it('a part of one attempt was asked for, and neither another part nor that of another attempt', () => {
  const attempts = [1, 2].map((n) => newAttempt(n, new Date()));
  const look = new Look({ ...someCall(), attempts });
  const [first, second] = attempts as [Attempt, Attempt];
  look.note(first, 'recordings', 'in-vain');
  expect(look.hasAsked(first, 'recordings')).toBe(true);
  expect(look.hasAsked(second, 'recordings')).toBe(false);
  expect(look.hasAsked(first, 'price')).toBe(false);
  look.update({ ...someCall(), attempts });
  expect(look.call.attempts.map(({ asked }) => asked?.recordings?.tries)).toEqual([1, undefined]);
});

it('what was asked of an attempt that was undone meanwhile says nothing of the next, which has its number', () => {
  const [undone, next] = [1, 2].map((ms) => newAttempt(1, new Date(ms))) as [Attempt, Attempt];
  const look = new Look({ ...someCall(), attempts: [undone] });
  look.note(undone, 'submission', 'answered');
  look.update({ ...someCall(), attempts: [next] });
  expect(look.call.attempts).toEqual([next]);
  expect(look.hasAsked(next, 'submission')).toBe(false);
});
