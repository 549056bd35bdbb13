import { beforeEach, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { strictMock, type StrictMock } from '../../test/support/strict-mock.js';
import type { BreakerService } from './breaker.service.js';
import { EngineService } from './engine.service.js';
import type { FlightsService } from './flights.service.js';
import type { GateService } from './gate.service.js';
import type { LaneWatchService } from './lane-watch.service.js';
import { type LeadershipRoom, openLeadershipRoom } from './testing/leadership-room.js';

let room: LeadershipRoom;
let lanes: StrictMock<LaneWatchService>;
let gate: { hold: jest.Mock; evenMs: number };
let stopping: AbortController;
let engine: EngineService;

beforeEach(async () => {
  Logger.overrideLogger(false);
  room = openLeadershipRoom();
  await room.lead();
  lanes = strictMock<LaneWatchService>('LaneWatchService');
  lanes.begin.mockReturnValue(undefined);
  gate = { hold: jest.fn(), evenMs: 34 };
  const breaker = strictMock<BreakerService>('BreakerService');
  breaker.takeOver.mockReturnValue(undefined);
  breaker.hearFaults.mockResolvedValue(undefined);
  breaker.keepStored.mockResolvedValue(undefined);
  const flights = { areUnsent: false } as FlightsService;
  stopping = new AbortController();
  const pacing = gate as unknown as GateService;
  engine = new EngineService(room.leadership, lanes, flights, pacing, breaker, room.clock);
});

const run = (): Promise<void> => engine.run(room.leadership.current!, stopping.signal);

it('a leader whose step hangs is confirmed no more, so that another one takes over', async () => {
  let end: () => void = () => undefined;
  lanes.look.mockImplementation(() => new Promise((resolve) => (end = resolve)));
  const confirm = jest.spyOn(room.dispatchers, 'confirm');
  const other = room.open();
  const doesOtherLead = room.follow(other);
  const over = run();
  await room.clock.run(12_000);
  expect(doesOtherLead()).toBe(true);
  expect(confirm.mock.calls.length).toBeLessThanOrEqual(1);
  stopping.abort();
  end();
  await room.clock.run(100);
  await over;
});

it.each([
  { evenMs: 34, holdMs: 1_020 },
  { evenMs: 10_200, holdMs: 10_200 },
])('who follows another leader writes nothing at first: $holdMs ms', async ({ evenMs, holdMs }) => {
  await room.leadership.permit();
  gate.evenMs = evenMs;
  stopping.abort();
  await run();
  expect(gate.hold).toHaveBeenCalledWith(holdMs);
});
