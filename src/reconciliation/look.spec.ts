import { expect, it } from '@jest/globals';
import { newAttempt } from '../calls/model/call.js';
import { someCall } from '../calls/testing/call.factory.js';
import { Look } from './look.js';

it('a part of one attempt was asked for, and neither another part nor that of another attempt', () => {
  const attempts = [1, 2].map((n) => newAttempt(n, new Date()));
  const look = new Look({ ...someCall(), attempts });
  look.note(1, 'recordings', 'in-vain');
  expect(look.hasAsked(1, 'recordings')).toBe(true);
  expect(look.hasAsked(2, 'recordings')).toBe(false);
  expect(look.hasAsked(1, 'price')).toBe(false);
  look.update({ ...someCall(), attempts });
  expect(look.call.attempts.map(({ asked }) => asked?.recordings?.tries)).toEqual([1, undefined]);
});
