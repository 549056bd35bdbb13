import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { FakeClock } from '../../common/testing/fake-clock.js';
import { PlanClock } from '../../common/time/plan-clock.service.js';
import { type Call, callStatus } from '../model/call.js';
import { type CallsRoom, openCallsRoom } from '../testing/calls-room.js';
import { UnheardCallsService } from './unheard-calls.service.js';

const request = { to: '+14155550123', userExternalId: 'customer-1', text: 'Hello.', recordingEnabled: false };
const plan = { machineDetection: 'none' as const, priority: 0 };

let room: CallsRoom;
let store: jest.SpiedFunction<CallsRoom['changes']['store']>;
let rung: jest.Mock;
let end: jest.SpiedFunction<UnheardCallsService['end']>;

beforeEach(() => {
  Logger.overrideLogger(false);
  jest.restoreAllMocks();
  room = openCallsRoom(new PlanClock(new FakeClock()));
  store = jest.spyOn(room.changes, 'store');
  room.events.onMissedRing((rung = jest.fn()));
  end = jest.spyOn(UnheardCallsService.prototype, 'end');
});

const away = (): Promise<never> => Promise.reject(new Error('The database is away'));
/** Asks for a call whose storing fails: before it is there, after, or on its way. */
const place = async (id?: string): Promise<void> => {
  await expect(room.placing.place({ ...request, plan }, id)).rejects.toThrow('The database is away');
  await end.mock.results[0]?.value;
};
const only = (): Call[] => room.calls.all();

describe('a call whose client was told that it could not be taken', () => {
  it('is canceled where it is stored all the same, and its lane is not rung', async () => {
    const { changes } = room;
    store.mockRestore();
    const stored = changes.store.bind(changes);
    jest.spyOn(changes, 'store').mockImplementationOnce((change) => stored(change).then(away));
    await place();
    expect(only().map(callStatus)).toEqual(['canceled']);
    expect(only()).toMatchObject([{ over: { code: 'not-acknowledged' } }]);
    expect(only()[0]).not.toHaveProperty('wait');
    expect(rung).not.toHaveBeenCalled();
  });

  it('cannot come late: its place is taken', async () => {
    store.mockImplementationOnce(away).mockImplementationOnce(away);
    await place();
    const [late] = store.mock.calls[0]!;
    expect(only().map(callStatus)).toEqual(['canceled']);
    await expect(room.changes.store(late)).rejects.toThrow(late.kind === 'requested' ? late.call.id : '');
    expect(only()[0]).not.toHaveProperty('wait');
  });

  it('is kept where it is asked for again with its key, and its lane is rung', async () => {
    store.mockImplementationOnce(away);
    await place('5f6b1f0e-0b0a-4f5e-9d0c-1f2e3d4c5b6a');
    expect([end.mock.calls, only()]).toEqual([[], []]);
    expect(rung).toHaveBeenCalledTimes(1);
  });
});
