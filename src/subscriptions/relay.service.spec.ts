import { afterEach, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { FixedNews } from '../calls/model/fixed-news.js';
import type { NewsOfCall, TellingOf, UntoldCall } from '../calls/telling/untold.js';
import { UntoldCallsService } from '../calls/telling/untold-calls.service.js';
import { someCall } from '../calls/testing/call.factory.js';
import { RelayService } from './relay.service.js';
import { openRoom } from './testing/subscriptions-room.js';

afterEach(() => {
  jest.restoreAllMocks();
});

const created = (changes: Partial<UntoldCall> = {}): UntoldCall => ({
  call: someCall(),
  entries: [{ kind: 'created', at: new Date(1_000) }],
  ...changes,
});

/** A relay, the calls that it finds, and what it did, in its order. */
const openRelay = async (...found: UntoldCall[]) => {
  const room = await openRoom();
  const steps: string[] = [];
  const told: { leftOut: string[][]; fixed: NewsOfCall[] } = { leftOut: [], fixed: [] };
  const calls = new UntoldCallsService({
    find: async (most, leftOut) => {
      steps.push('find');
      told.leftOut.push(leftOut);
      return { calls: found.filter(({ call }) => !leftOut.includes(call.id)).slice(0, most), unreadable: [] };
    },
    fix: async (news) => {
      steps.push('fix');
      told.fixed.push(...news);
      return news
        .filter((each) => each.found.telling ?? each.news.length > 0)
        .map((each): TellingOf => ({
          ...{ id: each.found.call.id, turn: 1, news: each.found.telling ?? each.news },
        }));
    },
    settle: async (some) => {
      steps.push(`settle ${some.length}`);
    },
  });
  const tell = room.fanOut.tell.bind(room.fanOut);
  jest.spyOn(room.fanOut, 'tell').mockImplementation((events, endpoints) => {
    steps.push(`tell ${events.map(({ type }) => type).join(' ')}`);
    return tell(events, endpoints);
  });
  const relay = new RelayService(calls, room.interest, room.known, room.fanOut, room.disabling);
  return { ...room, relay, steps, told };
};

it('fixes what is to be told, tells it, and then has done so', async () => {
  const untold = created();
  const { relay, subscribe, steps, deliveries, events } = await openRelay(untold);
  const { id } = await subscribe('*');
  await expect(relay.tellSome()).resolves.toEqual({ rung: [id], isMore: false });
  expect(steps).toEqual(['find', 'fix', 'tell call.created', 'settle 1']);
  const [delivery] = await deliveries.list({ subscriptionId: id }, null, 9);
  const [event] = await events.findByIds([delivery!.eventId]);
  expect(event).toMatchObject({ type: 'call.created', callId: untold.call.id, sequence: 1 });
});

it('tells what was fixed before, with its numbers, before anything else of that call', async () => {
  const fixed: FixedNews = { id: 'evt_1', type: 'call.ended', at: new Date(), sequence: 7, body: '{}' };
  const { relay, subscribe, told, events } = await openRelay(created({ telling: [fixed] }));
  await subscribe('*');
  await relay.tellSome();
  expect(told.fixed.map(({ news }) => news)).toEqual([[]]);
  await expect(events.findByIds(['evt_1'])).resolves.toMatchObject([fixed]);
});

it('takes away what nobody is to hear, and nothing while it does not know that', async () => {
  const { relay, known, told, steps, interest } = await openRelay(created());
  await expect(relay.tellSome()).resolves.toEqual({ rung: [], isMore: true });
  expect(steps).toEqual([]);
  await known.refresh();
  await expect(relay.tellSome()).resolves.toEqual({ rung: [], isMore: false });
  expect(told.fixed).toMatchObject([{ news: [] }]);
  expect(told.fixed[0]).not.toHaveProperty('said');
  expect([interest.isKnown, steps]).toEqual([true, ['find', 'fix', 'tell ', 'settle 0']]);
});

it('finds some calls at once, and says where there are more', async () => {
  const { relay, subscribe, told } = await openRelay(...Array.from({ length: 101 }, () => created()));
  await subscribe('feedback.given');
  await expect(relay.tellSome()).resolves.toEqual({ rung: [], isMore: true });
  expect(told.fixed).toHaveLength(100);
});

it('leaves out a call that cannot be told of, and tells of the others', async () => {
  const error = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
  const broken = created({ entries: [null] as never });
  const { relay, subscribe, told, steps } = await openRelay(broken, created());
  await subscribe('*');
  for (let n = 0; n < 2; n += 1) await relay.tellSome();
  expect(told.leftOut).toEqual([[], [broken.call.id]]);
  expect(steps.filter((each) => each === 'tell call.created')).toHaveLength(2);
  expect(error.mock.calls.map(([text]) => String(text).includes(broken.call.id))).toEqual([true]);
});
