import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { UNSURE } from '../calls/attempts/calling-rules.js';
import { type Call, callStatus } from '../calls/model/call.js';
import { ExpiryWatchService } from './expiry-watch.service.js';
import { type EngineRoom, openEngineRoom } from './testing/engine-room.js';

const HOUR_MS = 3_600_000;

let room: EngineRoom;
let expiry: ExpiryWatchService;
let findExpired: jest.SpiedFunction<EngineRoom['queue']['findExpired']>;

beforeEach(async () => {
  room = await openEngineRoom();
  const { leadership, waiting, attempts, clock } = room;
  expiry = new ExpiryWatchService(leadership, waiting, attempts, clock);
  findExpired = jest.spyOn(room.queue, 'findExpired');
});

/** Stores a call that expires in this time, long before it is due. */
const expiring = (inMs: number): Promise<Call> =>
  room.put({ plan: { expiresAt: new Date(room.clock.wall() + inMs) }, dueInMs: HOUR_MS });
const ended = async (): Promise<number> =>
  room.calls.all().filter((call) => callStatus(call) === 'canceled').length;
/** The leader looks after this time; answers how many calls have ended by then. */
const lookAfter = async (ms: number): Promise<number> => {
  room.clock.pass(ms);
  await expiry.look();
  return ended();
};

describe('a call that expires is ended', () => {
  it('at that moment, when the look before it has found out which one that is', async () => {
    await expiring(20_000);
    await expect(lookAfter(0)).resolves.toBe(0);
    expect(expiry.lookAt).toBe(room.clock.monotonic() + 20_000);
    await expect(lookAfter(19_999)).resolves.toBe(0);
    expect(findExpired).toHaveBeenCalledTimes(1);
    await expect(lookAfter(1)).resolves.toBe(1);
  });

  it('though there were none at the last look: they are looked for every half minute', async () => {
    await lookAfter(0);
    await expiring(1_000);
    await expect(lookAfter(29_999)).resolves.toBe(0);
    await expect(lookAfter(1)).resolves.toBe(1);
  });

  it('though it would expire only after that: half a minute is not stretched', async () => {
    await expiring(HOUR_MS);
    await lookAfter(0);
    expect(expiry.lookAt).toBe(room.clock.monotonic() + 30_000);
  });

  it('within a second of news, however often there are news', async () => {
    await lookAfter(0);
    await expiring(200);
    room.clock.pass(400);
    for (let n = 0; n < 3; n += 1) expiry.lookSoon();
    await expect(lookAfter(599)).resolves.toBe(0);
    await expect(lookAfter(1)).resolves.toBe(1);
    expect(findExpired).toHaveBeenCalledTimes(2);
  });

  it('no later because of news where it was to be looked for earlier', async () => {
    await expiring(300);
    await lookAfter(0);
    const { lookAt } = expiry;
    room.clock.pass(100);
    expiry.lookSoon();
    expect(expiry.lookAt).toBe(lookAt);
  });

  it('by who leads next at once', async () => {
    await lookAfter(0);
    await expiring(0);
    expiry.begin();
    await expect(lookAfter(0)).resolves.toBe(1);
  });
});

describe('very many that have expired', () => {
  it('are ended a hundred at a time, the next ones soon after, few of them at once', async () => {
    for (let n = 0; n < 150; n += 1) await expiring(0);
    const { sendAway } = room.attempts;
    let [atOnce, most] = [0, 0];
    jest.spyOn(room.attempts, 'sendAway').mockImplementation(async (...given) => {
      most = Math.max(most, (atOnce += 1));
      await sendAway.apply(room.attempts, given);
      atOnce -= 1;
    });
    await expect(lookAfter(0)).resolves.toBe(100);
    expect(most).toBe(20);
    await expect(lookAfter(49)).resolves.toBe(100);
    await expect(lookAfter(1)).resolves.toBe(150);
  });

  it('do not have one looked for all the time that cannot be ended yet', async () => {
    await expiring(0);
    jest.spyOn(room.attempts, 'sendAway').mockResolvedValue(undefined);
    await lookAfter(0);
    expect(expiry.lookAt).toBe(room.clock.monotonic() + 1_000);
  });
});

it('nothing is done to a call that may be dialled, or of which nobody knows', async () => {
  const sendAway = jest.spyOn(room.attempts, 'sendAway');
  const call = await expiring(HOUR_MS);
  const now = new Date(room.clock.wall());
  await expiry.sendAway([call], now);
  jest.spyOn(room.attempts, 'objectionTo').mockReturnValueOnce(UNSURE);
  await expiry.sendAway([call], now);
  expect(sendAway).not.toHaveBeenCalled();
});
