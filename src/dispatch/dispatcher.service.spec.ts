import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { strictMock, type StrictMock } from '../../test/support/strict-mock.js';
import { ManualClock } from '../common/testing/manual-clock.js';
import { type CallsRoom, openCallsRoom } from '../calls/testing/calls-room.js';
import { newQueuedCall } from '../calls/model/call.js';
import { DispatcherService } from './dispatcher.service.js';
import type { EngineService } from './engine.service.js';
import type { HeldUpWatchService } from './held-up-watch.service.js';
import type { LeadershipService } from './leadership.service.js';
import { type LeadershipRoom, openLeadershipRoom } from './testing/leadership-room.js';

let room: LeadershipRoom;
let clock: ManualClock;
let leadership: LeadershipService;
let calls: CallsRoom;
let engine: StrictMock<EngineService>;
let heldUp: StrictMock<HeldUpWatchService>;
let dispatcher: DispatcherService;
let release: jest.SpiedFunction<LeadershipService['release']>;
/** Ends the engine's run, as if it were not to lead any more. */
let stepDown: () => void;

beforeEach(async () => {
  Logger.overrideLogger(false);
  room = openLeadershipRoom();
  ({ clock, leadership } = room);
  calls = openCallsRoom();
  engine = strictMock<EngineService>('EngineService');
  heldUp = strictMock<HeldUpWatchService>('HeldUpWatchService');
  heldUp.hear.mockReturnValue(undefined);
  engine.wake.mockReturnValue(undefined);
  engine.leave.mockResolvedValue(undefined);
  engine.answered.mockResolvedValue(undefined);
  engine.run.mockImplementation((_, stopping) => {
    return new Promise((resolve) => {
      stepDown = resolve;
      stopping.addEventListener('abort', () => resolve());
    });
  });
  release = jest.spyOn(leadership, 'release');
  dispatcher = new DispatcherService(leadership, engine, calls.events, heldUp, clock);
  dispatcher.onApplicationBootstrap();
  await clock.run(0);
});

const put = (planned: boolean): Promise<unknown> => {
  const plan = { machineDetection: 'none' as const, priority: 0 };
  const request = { to: '+14155550123', userExternalId: 'ada', recordingEnabled: false };
  const due = { dueAt: new Date(), why: 'pace' as const };
  return calls.events.record({
    kind: 'requested',
    call: newQueuedCall({ ...request, ...(planned && { plan }) }, due),
  });
};
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('an instance that nobody else keeps from it', () => {
  it('dials in its own term, and says what holds up all calls as it hears of it', () => {
    expect(engine.run.mock.calls).toEqual([[leadership.current, expect.any(AbortSignal)]]);
    expect(heldUp.hear).toHaveBeenCalledWith(expect.objectContaining({ term: leadership.current }));
  });

  it('is woken by each change that has a call wait, and by no other', async () => {
    for (const planned of [true, false]) await put(planned);
    await settled();
    expect(engine.wake).toHaveBeenCalledTimes(2);
    const { id } = calls.calls.all()[0]!;
    await calls.events.apply({ kind: 'rated', callId: id, at: new Date() });
    await settled();
    expect(engine.wake).toHaveBeenCalledTimes(2);
  });

  it('lets another one lead before it leaves its lanes, and follows it then', async () => {
    stepDown();
    await clock.run(0);
    expect(release).toHaveBeenCalledTimes(1);
    expect(release.mock.invocationCallOrder[0]).toBeLessThan(engine.leave.mock.invocationCallOrder[0]!);
    expect(engine.answered).not.toHaveBeenCalled();
    await clock.run(60_000);
    expect(engine.run).toHaveBeenCalledTimes(2);
  });

  it('lets another one lead where dialling fails, and tries again after a while', async () => {
    engine.run.mockRejectedValueOnce(new Error('The database is away'));
    stepDown();
    await clock.run(60_000);
    expect(release).toHaveBeenCalledTimes(2);
    expect(engine.leave).toHaveBeenCalledTimes(1);
    expect(engine.run).toHaveBeenCalledTimes(3);
  });
});

describe('the end of an instance', () => {
  it('ends its dialling, waits for what was sent, and lets another one lead', async () => {
    await dispatcher.stop();
    expect(engine.wake).toHaveBeenCalledTimes(1);
    expect(engine.answered).toHaveBeenCalledTimes(1);
    await expect(room.dispatchers.find()).resolves.toMatchObject({ term: null });
    await clock.run(60_000);
    expect(engine.run).toHaveBeenCalledTimes(1);
  });

  it('is one, however often it is asked for, and no change wakes it any more', async () => {
    await Promise.all([dispatcher.beforeApplicationShutdown(), dispatcher.stop(), dispatcher.stop()]);
    await put(true);
    await settled();
    expect(engine.wake).toHaveBeenCalledTimes(1);
  });

  it('is not held up for longer than three seconds by calls that get no answer', async () => {
    engine.answered.mockReturnValue(new Promise(() => undefined));
    let hasEnded = false;
    void dispatcher.stop().then(() => (hasEnded = true));
    await clock.run(2_999);
    expect(hasEnded).toBe(false);
    await clock.run(1);
    await settled();
    expect(hasEnded).toBe(true);
  });
});
