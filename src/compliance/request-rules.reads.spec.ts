import { beforeEach, expect, it, jest } from '@jest/globals';
import type { DialledSince } from '../calls/attempts/attempt-history.js';
import type { CallQueueService } from '../calls/queue/call-queue.service.js';
import { FakeClock } from '../common/testing/fake-clock.js';
import { createEnvironment } from '../config/create-environment.js';
import { testAccount } from '../twilio/testing/test-account.js';
import type { FactsService } from './facts/facts.service.js';
import { RequestRulesService } from './request-rules.service.js';
import { RuleBookService } from './rule-book.service.js';

const DAY_MS = 86_400_000;
const call = { to: '+14155550123' };
const none: DialledSince = { calls: 0, callsBy: new Map(), spent: 0, unpriced: 0 };

const since = jest.fn<(since: Date) => Promise<DialledSince>>();
const countWaiting = jest.fn<() => Promise<number>>();
let clock: FakeClock;
let rules: RequestRulesService;

beforeEach(() => {
  clock = new FakeClock();
  since.mockReset().mockResolvedValue(none);
  countWaiting.mockReset().mockResolvedValue(0);
  const environment = createEnvironment({ MAX_CALLS_PER_DAY: '5', MAX_QUEUE_LENGTH: '1000' });
  const facts = { ofNumbers: async () => new Map(), since } as unknown as FactsService;
  const queue = { countWaiting } as unknown as CallQueueService;
  rules = new RequestRulesService(new RuleBookService(environment, testAccount()), facts, queue, clock);
});

const now = () => new Date(clock.wall());

it('reads the day and the queue once for very many requests, and again after a second', async () => {
  const asked = Array.from({ length: 100 }, () => rules.refusalOf(call, now()));
  expect(new Set(await Promise.all(asked))).toEqual(new Set([null]));
  await rules.verdicts(call.to, now());
  expect([since.mock.calls.length, countWaiting.mock.calls.length]).toEqual([1, 1]);
  since.mockResolvedValue({ ...none, calls: 5 });
  await clock.sleep(1_000);
  await expect(rules.refusalOf(call, now())).resolves.toMatchObject({ until: expect.any(Date) });
  expect([since.mock.calls.length, countWaiting.mock.calls.length]).toEqual([2, 2]);
});

it('reads nothing of a day that has not begun', async () => {
  since.mockResolvedValue({ ...none, calls: 5 });
  await expect(rules.refusalOf(call, new Date(clock.wall() + DAY_MS))).resolves.toBeNull();
  expect(since).not.toHaveBeenCalled();
  await expect(rules.refusalOf(call, now())).resolves.not.toBeNull();
});
