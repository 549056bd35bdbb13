import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { CallPlan } from '../plan/call-plan.js';
import type { Launching } from './gate.service.js';
import type { DispatcherMemoryRepository } from './testing/dispatcher.memory.repository.js';
import { type EngineRoom, openEngineRoom } from './testing/engine-room.js';

let room: EngineRoom;
let confirm: jest.SpiedFunction<DispatcherMemoryRepository['confirm']>;
/** What happens while the request waits for its turn. */
let meanwhile: (() => unknown) | undefined;
let isAlive: boolean;
/** When the request was written, and how often. */
let sent: number[];

beforeEach(async () => {
  Logger.overrideLogger(false);
  room = await openEngineRoom();
  confirm = jest.spyOn(room.dispatchers, 'confirm');
  [isAlive, sent, meanwhile] = [true, [], undefined];
  jest.spyOn(room.clock, 'sleep').mockImplementation(async (ms) => {
    room.clock.pass(Math.max(0, ms));
    const happens = meanwhile;
    if (ms <= 0 || !happens) return;
    meanwhile = undefined;
    await happens();
  });
});

const launching = async (plan?: Partial<CallPlan>): Promise<Launching> => {
  const call = await room.put({ plan });
  return { call, key: call.id, term: room.leadership.current! };
};
const pass = async (what?: Launching): Promise<number[]> => {
  const from = room.clock.monotonic();
  const send = (): void => void sent.push(room.clock.monotonic() - from);
  await room.gate.pass(what ?? (await launching()), { send, isAlive: () => isAlive }, () => undefined);
  return sent;
};
const trip = (): Promise<void> =>
  room.breaker.hear('other', { accountRefused: { code: '20003', message: 'Authenticate' } });
const pause = async (): Promise<void> => {
  await room.dispatchers.setPaused(true);
  await room.leadership.permit();
};
const lose = async (): Promise<void> => {
  room.dispatchers.record.term = 'other';
  await room.leadership.permit();
};

describe('a request is written', () => {
  it('at its turn, once, after its place is left', async () => {
    room.gate.hold(400);
    const order: string[] = [];
    const connection = { send: () => void order.push('sent'), isAlive: () => true };
    await room.gate.pass(await launching(), connection, () => void order.push('left'));
    expect(order).toEqual(['left', 'sent']);
    expect(room.clock.monotonic()).toBe(400);
    expect(room.gate.untilTurn(0)).toBeCloseTo(room.gate.evenMs / 2);
  });

  it('with a permit that was asked for since it came', async () => {
    await room.leadership.permit();
    await pass();
    await pass();
    expect([sent.length, confirm.mock.calls.length]).toEqual([2, 3]);
  });

  it('after a permit was not given, while it leads', async () => {
    confirm.mockRejectedValueOnce(new Error('The database is away'));
    await expect(pass()).resolves.toHaveLength(1);
    expect(confirm).toHaveBeenCalledTimes(2);
  });

  it('after a permit has become old, with another one', async () => {
    confirm.mockImplementationOnce(async () => {
      room.clock.pass(300);
      return room.dispatchers.find();
    });
    room.gate.hold(1_250);
    await expect(pass()).resolves.toEqual([1_250]);
    expect(confirm).toHaveBeenCalledTimes(2);
  });
});

describe('nothing is written', () => {
  it('before the call is due, whatever the clocks did since it was picked', async () => {
    const early = await launching();
    const { wait } = early.call;
    early.call.wait = wait && { ...wait, dueAt: new Date(wait.dueAt.getTime() + 60_000) };
    await expect(pass(early)).resolves.toEqual([]);
  });

  it('during a pause', async () => {
    await room.dispatchers.setPaused(true);
    await expect(pass()).resolves.toEqual([]);
  });

  it('while the breaker is open, but the single call that is tried', async () => {
    await trip();
    await expect(pass()).resolves.toEqual([]);
    room.clock.pass(25_000);
    await expect(pass()).resolves.toHaveLength(1);
    await expect(pass()).resolves.toHaveLength(1);
  });

  it('of a term that is over', async () => {
    const before = await launching();
    await room.leadership.release();
    await room.leadership.follow(new AbortController().signal, () => undefined);
    await expect(pass(before)).resolves.toEqual([]);
    await expect(pass()).resolves.toHaveLength(1);
  });

  it('where the term was taken', async () => {
    room.dispatchers.record.term = 'other';
    await expect(pass()).resolves.toEqual([]);
  });

  it('to a connection that is dead, nor is a permit asked for', async () => {
    isAlive = false;
    await expect(pass()).resolves.toEqual([]);
    expect(confirm).not.toHaveBeenCalled();
  });

  it('whose turn is further away than a second, and nobody waits for that', async () => {
    room.gate.hold(1_001);
    await expect(pass()).resolves.toEqual([]);
    expect(room.clock.monotonic()).toBe(0);
  });

  it.each<[string, () => unknown]>([
    ['a pause', pause],
    ['the breaker tripped', trip],
    ['the term was taken', lose],
    ['the connection broke', () => (isAlive = false)],
    ['a hold began', () => room.gate.hold(5_000)],
  ])('where it waits for its turn, and meanwhile came this: %s', async (_what, happens) => {
    room.gate.hold(500);
    meanwhile = happens;
    await expect(pass()).resolves.toEqual([]);
  });

  it('of a call that expires before its turn', async () => {
    room.gate.hold(500);
    const at = (ms: number): Promise<Launching> => launching({ expiresAt: new Date(room.clock.wall() + ms) });
    await expect(pass(await at(500))).resolves.toEqual([]);
    await expect(pass(await at(501))).resolves.toHaveLength(1);
  });
});

it('nobody is believed who wants nothing to be written for more than a minute', () => {
  room.gate.hold(3_600_000);
  expect(room.gate.untilTurn(0)).toBe(60_000);
});
