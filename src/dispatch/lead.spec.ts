import { expect, it } from '@jest/globals';
import { Lead } from './lead.js';

const leadAfter = (...prepared: number[]): number => {
  const lead = new Lead();
  prepared.forEach((ms) => lead.note(ms));
  return lead.ms;
};
const always = (ms: number): number[] => Array.from({ length: 100 }, () => ms);

it('is a quarter of a second where calls are prepared soon', () => {
  expect([leadAfter(), leadAfter(...always(40))]).toEqual([250, 250]);
});

it('grows with the time that it takes, and falls again', () => {
  expect(leadAfter(...always(200))).toBeCloseTo(400, 0);
  expect(leadAfter(...always(200), ...always(20))).toBe(250);
});

it('is not led by a single call, nor longer than a permit lasts', () => {
  expect(leadAfter(...always(40), 900)).toBeLessThan(260);
  expect(leadAfter(...always(5_000))).toBe(500);
});
