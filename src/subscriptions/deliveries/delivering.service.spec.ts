import { afterEach, expect, it, jest } from '@jest/globals';
import { openDelivering, refusing } from '../testing/delivering.js';
import { someNews } from '../testing/subscriptions-room.js';
import { deliveryId } from './delivery.js';

afterEach(() => {
  jest.restoreAllMocks();
});

it('sends what is due, the earliest first, and writes down what the endpoint did with it', async () => {
  const { isDue, sent, deliver, find, stands, now, inMs, deliveries, id, bench } = await openDelivering();
  const [first, second, third, late] = (await isDue(4)) as [string, string, string, string];
  const dueAt = async (eventId: string, at: Date) =>
    deliveries.replay({ id: deliveryId(eventId, id), subscriptionId: id }, at);
  await dueAt(third, inMs(-2_000));
  await dueAt(first, inMs(-1_000));
  await dueAt(late, inMs(60_000));
  bench.answer = async (event) =>
    event.id === second
      ? { error: 'Hung up', retryAfter: 90 }
      : { status: 204, answer: 'ok', isTaken: true, retryAfter: 9 };
  await deliver();
  expect(sent).toEqual([third, first, second]);
  const taken = await find(first);
  expect(taken).toMatchObject({ status: 'delivered', failures: 0 });
  expect([taken.dueAt, taken.tries]).toEqual([
    undefined,
    [{ at: now(), tookMs: 7, status: 204, answer: 'ok' }],
  ]);
  await expect(find(second)).resolves.toMatchObject({
    ...{ status: 'pending', failures: 1, dueAt: inMs(90_000) },
    tries: [{ at: now(), tookMs: 7, error: 'Hung up' }],
  });
  await expect(find(late)).resolves.toMatchObject({ status: 'pending', tries: [] });
  const { health, lease, nextDueAt } = await stands();
  expect(health).toMatchObject({ failures: 1, failingSince: now(), failedAt: now(), succeededAt: now() });
  expect([lease, nextDueAt]).toEqual([undefined, inMs(60_000)]);
});

it('sends all, also what is told meanwhile, some at once, and writes it down in parts', async () => {
  const { isDue, sent, deliver, bench, deliveries, fanOut, endpoint, clock } = await openDelivering();
  const all = await isDue(230);
  const late = someNews();
  let [now, most] = [0, 0];
  bench.answer = async ({ id }) => {
    now += 1;
    most = Math.max(most, now);
    await new Promise((resolve) => setImmediate(resolve));
    if (id === all[0]) await fanOut.tell([late], [endpoint]);
    if (id === all[0]) clock.pass(1_000);
    now -= 1;
    return { status: 200, isTaken: true };
  };
  const noted = jest.spyOn(deliveries, 'note');
  await deliver();
  expect([sent.toSorted(), most]).toEqual([[...all, late.id].toSorted(), 8]);
  const parts = noted.mock.calls.map(([results]) => results.length);
  expect(parts.slice(0, 4)).toEqual([50, 50, 50, 50]);
});

it('sends one alone where the last ones failed, and the others once it is taken', async () => {
  const { isDue, sent, deliver, bench, deliveries, stands } = await openDelivering({ failures: 5 });
  await isDue(12);
  const asked = jest.spyOn(deliveries, 'findDue');
  let [now, most] = [0, 0];
  bench.answer = async () => {
    now += 1;
    most = Math.max(most, now);
    await new Promise((resolve) => setImmediate(resolve));
    now -= 1;
    return { status: 200, isTaken: true };
  };
  await deliver();
  expect(asked.mock.calls.map(([, , count]) => count)).toEqual([1, 200, 200]);
  expect([sent.length, most, (await stands()).health.failures]).toEqual([12, 8, 0]);
});

it('tries again after waits that grow, a part earlier or later, and gives it up after the last', async () => {
  const { isDue, deliver, bench, find, clock, stands } = await openDelivering();
  const [id] = (await isDue(1)) as [string];
  bench.answer = refusing;
  jest.spyOn(Math, 'random').mockReturnValue(0);
  const waits: number[] = [];
  for (let n = 1; n < 8; n += 1) {
    await deliver();
    const { dueAt, failures } = await find(id);
    expect([failures, (await stands()).nextDueAt]).toEqual([n, dueAt]);
    waits.push((dueAt!.getTime() - clock.wall()) / 1_000);
    clock.pass(dueAt!.getTime() - clock.wall());
  }
  expect(waits.map((each) => Math.round(each / 0.9))).toEqual([5, 300, 1_800, 7_200, 18_000, 36_000, 36_000]);
  await deliver();
  const { status, dueAt, tries } = await find(id);
  expect([status, dueAt, tries.length]).toEqual(['dead', undefined, 8]);
  const { disabled, nextDueAt, lease } = await stands();
  expect([disabled, nextDueAt, lease]).toEqual([undefined, undefined, undefined]);
});

it('gives up what it has the event of no more, which is no fault of the endpoint', async () => {
  const { isDue, sent, deliver, find, stands, events, now } = await openDelivering();
  const [gone, kept] = (await isDue(2)) as [string, string];
  await events.removeAll([gone]);
  await deliver();
  expect(sent).toEqual([kept]);
  const { status, dueAt, tries } = await find(gone);
  expect([status, dueAt]).toEqual(['dead', undefined]);
  expect(tries).toEqual([{ at: now(), tookMs: 0, error: tries[0]?.error || 'a reason' }]);
  expect((await stands()).health.failures).toBe(0);
});

it.each([true, false])(
  'sends once more what is replayed while it is sent, taken or not (%s)',
  async (isTaken) => {
    const { isDue, sent, deliver, find, bench, deliveries, id, inMs, clock } = await openDelivering();
    const [event] = (await isDue(1)) as [string];
    const dueAt = inMs(1_000);
    bench.answer = async () => {
      await deliveries.replay({ id: deliveryId(event, id), subscriptionId: id }, dueAt);
      return { status: isTaken ? 200 : 500, isTaken };
    };
    await deliver();
    await expect(find(event)).resolves.toMatchObject({ status: 'pending', failures: 0, dueAt });
    bench.answer = async () => ({ status: 200, isTaken: true });
    clock.pass(1_000);
    await deliver();
    const { status, tries } = await find(event);
    expect([sent, status, tries.length]).toEqual([[event, event], 'delivered', 2]);
  },
);

it('stops when it is to, with what it did written down', async () => {
  const { isDue, sent, deliver, find, bench, stands } = await openDelivering({ failures: 5 });
  const [first, second] = (await isDue(2)) as [string, string];
  await deliver(AbortSignal.abort());
  expect([sent, (await stands()).lease]).toEqual([[], undefined]);
  const stopping = new AbortController();
  bench.answer = async () => {
    stopping.abort();
    return { status: 200, isTaken: true };
  };
  await deliver(stopping.signal);
  expect([sent, (await find(first)).status, (await find(second)).status]).toEqual([
    ...[[first], 'delivered', 'pending'],
  ]);
  const { lease, nextDueAt, health } = await stands();
  expect([lease, nextDueAt, health.failures]).toEqual([undefined, (await find(second)).dueAt, 0]);
});
