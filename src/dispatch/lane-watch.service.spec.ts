import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { Call } from '../calls/model/call.js';
import type { CallPlan } from '../plan/call-plan.js';
import { ExpiryWatchService } from './expiry-watch.service.js';
import { LaneRepairService } from './lane-repair.service.js';
import { LaneVisitsService } from './lane-visits.service.js';
import { LaneWatchService } from './lane-watch.service.js';
import { type EngineRoom, openEngineRoom } from './testing/engine-room.js';

/** The room's clock says Tuesday: its window is closed for a day. */
const closed: Partial<CallPlan> = {
  priority: 9,
  window: { days: ['wed'], start: '09:00', end: '17:00', timeZone: 'Etc/UTC' },
};

let room: EngineRoom;
let watch: LaneWatchService;
let inFlight: Set<string>;
let findInLane: jest.SpiedFunction<EngineRoom['queue']['findInLane']>;

beforeEach(async () => {
  Logger.overrideLogger(false);
  room = await openEngineRoom();
  const { leadership, waiting, attempts, clock } = room;
  const expiry = new ExpiryWatchService(leadership, waiting, attempts, clock);
  const repair = new LaneRepairService(waiting, clock);
  const visits = new LaneVisitsService(leadership, waiting, attempts, expiry, clock);
  watch = new LaneWatchService(leadership, waiting, visits, expiry, repair, clock);
  watch.begin(leadership.current!);
  inFlight = new Set();
  findInLane = jest.spyOn(room.queue, 'findInLane');
});

const away = (): Promise<never> => Promise.reject(new Error('It cannot be read'));
const visit = (): Promise<Call | null | undefined> => watch.visit(() => inFlight);
/** As the engine does: the users whose calls are picked in so many visits; those calls are on their way from then on. */
const picked = async (visits: number): Promise<string[]> => {
  await watch.look();
  const users: string[] = [];
  for (let n = 0; n < visits; n += 1) {
    const call = await visit();
    if (call && inFlight.add(call.id)) users.push(call.userExternalId);
  }
  return users;
};
const ring = (): Promise<void> => room.lanes.ring('5:ada', new Date(room.clock.wall()));
/** In how many milliseconds Ada's lane is to be looked at. */
const lookedAtIn = (): number => Number(room.lanes.lanes.get('5:ada')?.at) - room.clock.wall();

describe('a lane keeps no other one waiting', () => {
  it('where it cannot be read, and is tried again', async () => {
    for (const user of ['ada', 'bea']) await room.put({ user });
    findInLane.mockImplementationOnce(away);
    await expect(picked(9)).resolves.toEqual(['bea']);
    room.clock.pass(499);
    await expect(picked(1)).resolves.toEqual([]);
    room.clock.pass(1);
    await expect(picked(3)).resolves.toEqual(['ada']);
  });

  it('where what may not be dialled cannot be sent away, and is tried again', async () => {
    const { id } = await room.put({ user: 'poisoned', plan: closed });
    await room.put();
    const sendAway = jest.spyOn(room.attempts, 'sendAway').mockImplementation(away);
    let wake: () => void = () => undefined;
    const sleep = jest.spyOn(room.clock, 'sleep').mockReturnValue(new Promise((resolve) => (wake = resolve)));
    await expect(picked(2)).resolves.toEqual(['ada']);
    expect(sleep).toHaveBeenCalledWith(500);
    sendAway.mockRestore();
    wake();
    room.clock.pass(500);
    await expect(picked(1)).resolves.toEqual([]);
    await expect(room.calls.findById(id)).resolves.toMatchObject({ wait: { why: 'window' } });
  });

  it('while what may not be dialled is put off, however long that takes', async () => {
    await room.put({ user: 'slow', plan: closed });
    await room.put();
    let putOff: () => void = () => undefined;
    const sendAway = jest
      .spyOn(room.attempts, 'sendAway')
      .mockImplementationOnce(() => new Promise((resolve) => (putOff = resolve)));
    await expect(picked(2)).resolves.toEqual(['ada']);
    for (let n = 0; n < 9; n += 1) {
      room.clock.pass(250);
      await expect(picked(3)).resolves.toEqual([]);
    }
    expect(sendAway).toHaveBeenCalledTimes(1);
    putOff();
    await new Promise(setImmediate);
    room.clock.pass(250);
    await picked(3);
    expect(sendAway).toHaveBeenCalledTimes(2);
  });

  it('where thousands of urgent calls may not be dialled now', async () => {
    for (let n = 0; n < 2_000; n += 1) await room.put({ user: 'many', plan: closed });
    for (let n = 0; n < 3; n += 1) await room.put();
    await expect(picked(4)).resolves.toEqual(['ada', 'ada', 'ada']);
    room.clock.pass(50);
    await picked(1);
    const limits = findInLane.mock.calls.flatMap(([lane, limit]) => (lane === '9:many' ? limit : []));
    expect(limits).toEqual([20, 200]);
  });
});

it('calls that have expired are ended where one of them cannot be, and others are dialled', async () => {
  const expiring = { expiresAt: new Date(room.clock.wall() + 1_000) };
  const calls = [await room.put({ user: 'poisoned', plan: expiring, dueInMs: 60_000 })];
  for (let n = 0; n < 30; n += 1) calls.push(await room.put({ plan: expiring, dueInMs: 60_000 }));
  const { sendAway } = room.attempts;
  jest.spyOn(room.attempts, 'sendAway').mockImplementation(async (...[call, objection]) => {
    if (call.userExternalId === 'poisoned') await away();
    await sendAway.call(room.attempts, call, objection);
  });
  await watch.look();
  room.clock.pass(1_000);
  await room.put({ user: 'bea' });
  watch.lookAgain();
  await expect(picked(3)).resolves.toEqual(['bea']);
  const waiting = await Promise.all(calls.map(async ({ id }) => (await room.calls.findById(id))?.wait));
  expect(waiting.filter(Boolean)).toHaveLength(1);
});

it('a call that is to wait longer does so where one before it may not be dialled now', async () => {
  const soon: Partial<CallPlan> = {
    priority: 9,
    window: { days: ['tue'], start: '04:15', end: '17:00', timeZone: 'Etc/UTC' },
  };
  const due = await room.put({ plan: soon });
  const later = await room.put({ plan: soon, dueInMs: 3_600_000 });
  await picked(2);
  const dueIn = async ({ id }: Call): Promise<number> =>
    Number((await room.calls.findById(id))?.wait?.dueAt) - Number(due.createdAt);
  expect(await dueIn(due)).toBeLessThan(600_000);
  expect(await dueIn(later)).toBe(3_600_000);
});

it('a lane is found in time that is due between two looks of an instance that is alone', async () => {
  await room.put({ dueInMs: 5_500 });
  await expect(picked(1)).resolves.toEqual([]);
  room.clock.pass(5_500);
  await expect(picked(1)).resolves.toEqual(['ada']);
});

it('lanes that another leader held are freed at first, again where that fails; very many are not waited for', async () => {
  const free = jest.spyOn(room.lanes, 'freeFromOthers');
  free.mockImplementationOnce(away);
  await watch.look();
  let freed: () => void = () => undefined;
  free.mockImplementationOnce(() => new Promise((resolve) => (freed = resolve)));
  jest.spyOn(room.clock, 'atMost').mockResolvedValueOnce(undefined);
  await room.put();
  watch.lookAgain();
  await expect(picked(1)).resolves.toEqual(['ada']);
  expect(free).toHaveBeenCalledTimes(2);
  freed();
  await new Promise(setImmediate);
  expect(watch.restMs()).toBeLessThanOrEqual(0);
});

it('the most urgent lanes are opened first where very many are due', async () => {
  for (let n = 0; n < 2_500; n += 1) await room.lanes.ring(`0:user-${n}`, new Date(room.clock.wall() - 1));
  await room.put({ user: 'urgent', plan: { priority: 9 } });
  await watch.look();
  expect(watch.restMs()).toBe(0);
  await expect(picked(1)).resolves.toEqual(['urgent']);
});

describe('of a lane in which nothing is due', () => {
  it('the next due time is noted', async () => {
    await room.put({ dueInMs: 60_000 });
    await ring();
    await expect(picked(2)).resolves.toEqual([]);
    await watch.look();
    expect(lookedAtIn()).toBe(60_000);
  });

  it('that it is empty is noted, again where that failed', async () => {
    await ring();
    await picked(2);
    jest.spyOn(room.lanes, 'settle').mockImplementationOnce(away);
    await expect(watch.look()).rejects.toThrow('cannot be read');
    expect(lookedAtIn()).toBe(600_000);
    await watch.look();
    expect(lookedAtIn()).toBeNaN();
  });

  it('nothing is noted where it is soon: it is remembered', async () => {
    await room.put({ dueInMs: 4_000 });
    await expect(picked(2)).resolves.toEqual([]);
    expect(watch.restMs()).toBeLessThanOrEqual(4_000);
    room.clock.pass(3_999);
    await expect(picked(1)).resolves.toEqual([]);
    room.clock.pass(1);
    await expect(picked(1)).resolves.toEqual(['ada']);
  });
});

describe('a call in flight', () => {
  it('is not picked again, and its lane is kept', async () => {
    await room.put();
    await expect(picked(3)).resolves.toEqual(['ada']);
    room.clock.pass(250);
    await expect(picked(3)).resolves.toEqual([]);
    inFlight.clear();
    room.clock.pass(250);
    await expect(picked(3)).resolves.toEqual(['ada']);
  });

  it('is found when it waits again, though the next one is due later', async () => {
    for (const dueInMs of [0, 60_000]) await room.put({ dueInMs });
    await expect(picked(1)).resolves.toEqual(['ada']);
    inFlight.clear();
    await expect(picked(1)).resolves.toEqual(['ada']);
  });

  it('nor where it lands while the lane is read', async () => {
    const { id } = await room.put();
    inFlight.add(id);
    await watch.look();
    findInLane.mockImplementationOnce(async () => {
      inFlight.clear();
      return room.queue.findInLane('5:ada', 1);
    });
    expect([await visit(), await visit()]).toEqual([undefined, null]);
    room.clock.pass(250);
    await expect(visit()).resolves.toMatchObject({ id });
  });
});
