import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { openDelivering, refusing } from '../testing/delivering.js';
import type { Sent } from './sending.service.js';

const DAY_MS = 86_400_000;
const PATIENT = new AbortController().signal;

beforeEach(() => {
  jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
});
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

it('leaves alone an endpoint that is paused, also while it is sent to', async () => {
  const { isDue, sent, deliver, bench, stands, inMs, clock } = await openDelivering();
  await isDue(20);
  bench.answer = refusing;
  await deliver();
  const { health, nextDueAt, lease } = await stands();
  expect([health.failures, health.openUntil]).toEqual([5, inMs(5_000)]);
  expect(sent.length).toBeLessThan(20);
  expect([nextDueAt! <= inMs(0), lease]).toEqual([true, undefined]);
  const before = sent.length;
  await deliver();
  expect(sent).toHaveLength(before);
  clock.pass(5_000);
  await deliver();
  expect(sent).toHaveLength(before + 1);
  expect((await stands()).health.openUntil).toEqual(inMs(10_000));
});

it('sends nothing to an endpoint that another one sends to', async () => {
  const { isDue, sent, deliver, open, bench, id } = await openDelivering();
  await isDue(1);
  bench.answer = async () => {
    await open().deliver(id, PATIENT);
    return { status: 200, isTaken: true };
  };
  await deliver();
  expect(sent).toHaveLength(1);
});

it('stops where another one has taken over, and leaves that one how it stands', async () => {
  const { isDue, sent, deliver, bench, subscriptions, inMs, id, stands, find } = await openDelivering({
    failures: 5,
  });
  const [first] = (await isDue(2)) as [string];
  bench.answer = async () => {
    await subscriptions.lease(id, 'another', inMs(31_000), inMs(61_000));
    return { status: 410, isTaken: false };
  };
  await deliver();
  expect(sent).toHaveLength(1);
  await expect(find(first)).resolves.toMatchObject({ tries: [{ status: 410 }] });
  const { health, lease, disabled } = await stands();
  expect([health, lease?.by, disabled]).toEqual([{ failures: 5 }, 'another', undefined]);
});

it('is the only one for as long as it takes, and no longer', async () => {
  const { isDue, deliver, bench, stands, clock, inMs, subscriptions } = await openDelivering();
  await isDue(1);
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'Date', 'performance'] });
  let answer = (_sent: Partial<Sent>): void => undefined;
  bench.answer = () => new Promise((resolve) => (answer = resolve));
  const delivering = deliver();
  const passes = async (ms: number) => {
    clock.pass(ms);
    await jest.advanceTimersByTimeAsync(ms);
  };
  await passes(0);
  expect((await stands()).lease?.until).toEqual(inMs(30_000));
  await passes(9_999);
  expect((await stands()).lease?.until).toEqual(inMs(20_001));
  await passes(1);
  expect((await stands()).lease?.until).toEqual(inMs(30_000));
  const renewed = jest.spyOn(subscriptions, 'lease').mockRejectedValueOnce(new Error('No database'));
  await passes(10_000);
  expect(renewed).toHaveBeenCalledTimes(1);
  // A renewal that is under way at the end is waited for.
  let renew = (): void => undefined;
  const { by } = (await stands()).lease!;
  renewed.mockImplementationOnce(async (id, name, at, end) => {
    await new Promise<void>((resolve) => (renew = resolve));
    renewed.mockRestore();
    return subscriptions.lease(id, name, at, end);
  });
  await passes(10_000);
  const isOver = jest.fn();
  void delivering.then(isOver);
  answer({ status: 200, isTaken: true });
  await new Promise((resolve) => setImmediate(resolve));
  expect([isOver.mock.calls.length, (await stands()).lease?.by]).toEqual([0, by]);
  renew();
  await delivering;
  expect([(await stands()).lease, jest.getTimerCount()]).toEqual([undefined, 0]);
});

it('lets go of an endpoint where it cannot write down what it did', async () => {
  const { isDue, deliver, deliveries, stands, sent, inMs } = await openDelivering();
  await isDue(1);
  jest.spyOn(deliveries, 'note').mockRejectedValueOnce(new Error('No database'));
  await expect(deliver()).rejects.toThrow('No database');
  const { lease, nextDueAt } = await stands();
  expect([lease, nextDueAt! <= inMs(0)]).toEqual([undefined, true]);
  await deliver();
  expect(sent).toHaveLength(2);
});

it.each([
  ['is gone', 'gone', { failures: 0 }, { status: 410 }],
  [
    'has failed for days',
    'failing',
    { failures: 1, failingSince: new Date(Date.now() - 5 * DAY_MS) },
    { status: 503 },
  ],
])(
  'tells an endpoint that %s of nothing any more, and the others of that',
  async (_what, why, health, as) => {
    const { isDue, sent, deliver, bench, stands, subscribe, deliveries, id, events } =
      await openDelivering(health);
    const other = await subscribe('subscription.disabled');
    const all = await isDue(30);
    bench.answer = async () => as;
    await deliver();
    expect(sent.length).toBeLessThan(all.length);
    const { disabled, telling, lease } = await stands();
    expect([disabled?.why, telling, lease]).toEqual([why, undefined, undefined]);
    await expect(deliveries.list({ subscriptionId: id, status: 'pending' }, null, 9)).resolves.toEqual([]);
    const [told, ...more] = await deliveries.list({ subscriptionId: other.id }, null, 9);
    expect([told?.type, more]).toEqual(['subscription.disabled', []]);
    const [event] = await events.findByIds([told!.eventId]);
    expect((JSON.parse(event!.body) as { data: object }).data).toEqual({
      ...{ subscription_id: id, host: 'hooks.example.com', reason: why },
    });
  },
);

it('does not give up an endpoint that takes one after days, or is moved while it is sent to', async () => {
  const health = { failures: 1, failingSince: new Date(Date.now() - 6 * DAY_MS) };
  const [takes, moved] = [await openDelivering(health), await openDelivering()];
  await takes.isDue(1);
  await takes.deliver();
  expect(await takes.stands()).not.toHaveProperty('disabled');
  await moved.isDue(1);
  const usual = moved.bench.answer;
  moved.bench.answer = async () => {
    moved.bench.answer = usual;
    await moved.endpoints.update(moved.id, { url: 'https://new.example.com/' });
    return { status: 410, isTaken: false };
  };
  await moved.deliver();
  expect(await moved.stands()).not.toHaveProperty('disabled');
  expect((await moved.stands()).health).toMatchObject({ failures: 0 });
});
