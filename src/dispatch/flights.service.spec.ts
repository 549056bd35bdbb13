import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { strictMock, type StrictMock } from '../../test/support/strict-mock.js';
import { FlightsService } from './flights.service.js';
import type { LaunchService } from './launch.service.js';
import { type EngineRoom, openEngineRoom } from './testing/engine-room.js';

const refused = { accountRefused: { code: '20003', message: 'Authenticate' } };
const connection = { send: () => undefined, isAlive: () => true };
const never = (): Promise<never> => new Promise(() => undefined);

let room: EngineRoom;
let launcher: StrictMock<LaunchService>;
let flights: FlightsService;

beforeEach(() => Logger.overrideLogger(false));

const open = async (settings: Record<string, string>): Promise<void> => {
  room = await openEngineRoom(settings);
  launcher = strictMock<LaunchService>('LaunchService');
  const { leadership, gate, breaker, full, clock } = room;
  flights = new FlightsService(leadership, launcher, gate, breaker, full, clock);
};
const launch = async (): Promise<void> => {
  const call = await room.put();
  flights.launch({ call, key: call.id, term: room.leadership.current! }, () => undefined);
  await new Promise((resolve) => setImmediate(resolve));
};
const launchAll = async (): Promise<number> => {
  let count = 0;
  for (; await flights.mayLaunch(); count += 1) await launch();
  return count;
};
/** Requests are written at once, and never answered. */
const writeAtOnce = (): void => {
  jest.spyOn(room.gate, 'pass').mockImplementation(async (_launching, _connection, onSend) => onSend(0));
  launcher.begin.mockImplementation(async (call) => call);
  launcher.launch.mockImplementation(async (_call, gate) => {
    await gate(connection);
    await never();
  });
};

describe('of requests that are not written', () => {
  it.each([
    ['1', 1],
    ['20', 5],
    ['100', 25],
  ])('at %p calls a second there are as many as have their turn soon: %p', async (cps, count) => {
    await open({ TWILIO_CPS: cps });
    launcher.begin.mockImplementation(never);
    await expect(launchAll()).resolves.toBe(count);
  });

  it.each([
    ['1', 2],
    ['20', 6],
    ['100', 26],
  ])('at %p calls a second there are never more than %p, however long they are stuck', async (cps, count) => {
    await open({ TWILIO_CPS: cps });
    launcher.begin.mockImplementation(never);
    let all = 0;
    for (let n = 0; n < 5; n += 1) {
      all += await launchAll();
      room.clock.pass(10_000);
    }
    expect(all).toBe(count);
  });

  it('there are more where it takes long to prepare one', async () => {
    await open({ TWILIO_CPS: '100' });
    jest.spyOn(room.gate, 'pass').mockImplementation(async (_launching, _connection, onSend) => onSend(0));
    launcher.launch.mockImplementation(async (_call, gate) => gate(connection));
    launcher.begin.mockImplementation(async (call) => {
      room.clock.pass(300);
      return call;
    });
    for (let n = 0; n < 100; n += 1) await launch();
    launcher.begin.mockImplementation(never);
    await expect(launchAll()).resolves.toBe(50);
  });

  it('one that is stuck for 2 s does not take the turn of another', async () => {
    await open({ TWILIO_CPS: '1' });
    launcher.begin.mockImplementation(never);
    await launch();
    room.clock.pass(1_999);
    await expect(flights.mayLaunch()).resolves.toBe(false);
    room.clock.pass(1);
    await expect(flights.mayLaunch()).resolves.toBe(true);
  });

  it.each([
    ['1', 21],
    ['100', 491],
  ])('at %p calls a second no more are written than %p while nothing is answered', async (cps, count) => {
    await open({ TWILIO_CPS: cps });
    writeAtOnce();
    await expect(launchAll()).resolves.toBe(count);
    expect(flights.areUnsent).toBe(false);
  });
});

describe('while the breaker is open', () => {
  beforeEach(async () => {
    await open({ MAX_CONCURRENT_CALLS: '1' });
    launcher.begin.mockImplementation(never);
    await room.breaker.hear('before', refused);
  });

  it('nothing is launched until a single call may be tried', async () => {
    await expect(launchAll()).resolves.toBe(0);
    room.clock.pass(25_000);
    await expect(launchAll()).resolves.toBe(1);
  });

  it('that one, too, only where there is room for it', async () => {
    const counted = jest.spyOn(room.waiting, 'countLive').mockResolvedValue(1);
    room.clock.pass(25_000);
    await expect(launchAll()).resolves.toBe(0);
    counted.mockResolvedValue(0);
    room.clock.pass(1_000);
    await expect(launchAll()).resolves.toBe(1);
  });

  it('that one is the only one for a while, also where it cannot be sent', async () => {
    launcher.begin.mockImplementation(async (call) => call);
    launcher.launch.mockImplementation((_call, _gate, hear) => hear({ report: 'unreached' }));
    room.clock.pass(25_000);
    await launch();
    await expect(flights.mayLaunch()).resolves.toBe(false);
    room.clock.pass(25_000);
    await expect(flights.mayLaunch()).resolves.toBe(true);
  });
});

describe('nothing is launched', () => {
  beforeEach(() => open({}));

  it('by who leads no more', async () => {
    await room.leadership.release();
    await expect(flights.mayLaunch()).resolves.toBe(false);
  });

  it('during a pause', async () => {
    await room.dispatchers.setPaused(true);
    await room.leadership.permit();
    await expect(flights.mayLaunch()).resolves.toBe(false);
  });
});

it('what was not stored leaves its place at once', async () => {
  await open({ MAX_CONCURRENT_CALLS: '1' });
  launcher.begin.mockResolvedValue(null);
  await launch();
  expect([[...flights.ids], flights.areUnsent]).toEqual([[], false]);
  await expect(flights.mayLaunch()).resolves.toBe(true);
});
