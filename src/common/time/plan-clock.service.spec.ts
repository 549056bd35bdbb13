import { beforeEach, expect, it } from '@jest/globals';
import { PlanClock } from './plan-clock.service.js';
import { FakeClock } from '../testing/fake-clock.js';

const START = Date.parse('2026-02-03T04:05:06.789Z');
const HOUR_MS = 3_600_000;

let clock: FakeClock;
let planClock: PlanClock;
beforeEach(() => {
  clock = new FakeClock(START);
  planClock = new PlanClock(clock);
});

/** The database tells its time; it is so much ahead. */
const observe = (aheadMs = 0): void =>
  planClock.observe(new Date(START + clock.monotonic() + aheadMs), clock.monotonic());
const aheadMs = (): number => planClock.now().getTime() - START - clock.monotonic();

it('is the host’s while nothing else is known, wherever that steps', () => {
  expect(aheadMs()).toBe(0);
  clock.pass(1_000);
  clock.step(HOUR_MS);
  expect(aheadMs()).toBe(HOUR_MS);
  planClock.observe(new Date(START), clock.monotonic() - 501);
  expect(aheadMs()).toBe(HOUR_MS);
});

it('is the database’s where the host’s is wrong from the beginning, although it was asked for before', () => {
  clock.step(HOUR_MS);
  expect(aheadMs()).toBe(HOUR_MS);
  clock.pass(1_000);
  observe();
  expect(aheadMs()).toBe(0);
  clock.pass(10_000);
  observe();
  expect(aheadMs()).toBe(0);
  clock.step(-HOUR_MS);
  expect(aheadMs()).toBe(0);
});

it.each([HOUR_MS, -HOUR_MS])('does not step with the host’s, by %p', (ms) => {
  observe();
  expect(aheadMs()).toBe(0);
  clock.pass(1_000);
  clock.step(ms);
  expect(aheadMs()).toBe(0);
  clock.pass(1_000);
  observe();
  expect(aheadMs()).toBe(0);
});

it.each([HOUR_MS, -HOUR_MS])('does not step with the database’s, by %p', (ms) => {
  observe();
  expect(aheadMs()).toBe(0);
  clock.pass(1_000);
  observe(ms);
  expect(aheadMs()).toBe(0);
  clock.pass(10_000);
  observe(ms);
  expect(aheadMs()).toBe(0);
});

it('tells the database’s alone, once it is known, as it has gone on since', () => {
  expect(planClock.byDatabase()).toBeNull();
  observe(HOUR_MS);
  clock.pass(1_000);
  clock.step(7_000);
  expect(planClock.byDatabase()?.getTime()).toBe(START + HOUR_MS + 1_000);
});
