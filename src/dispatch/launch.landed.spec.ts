import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { Call } from '../calls/model/call.js';
import { someSid } from '../calls/testing/call.factory.js';
import { HELD } from '../twilio/send-gate.js';
import { sendAtOnce } from '../twilio/testing/send-at-once.js';
import { TOO_MANY_REQUESTS, TwilioError } from '../twilio/twilio.errors.js';
import type { Heard, LaunchService } from './launch.service.js';
import { type EngineRoom, openEngineRoom } from './testing/engine-room.js';

const KEY = 'term:1';

let room: EngineRoom;
let launcher: LaunchService;
/** Of which attempts the rules were told what became of them, and whether they may have been dialled. */
let landed: jest.SpiedFunction<EngineRoom['attempts']['landed']>;
let heard: Heard[];

beforeEach(async () => {
  Logger.overrideLogger(false);
  room = await openEngineRoom();
  ({ launcher } = room);
  landed = jest.spyOn(room.attempts, 'landed');
  heard = [];
});

const away = (): Promise<never> => Promise.reject(new Error('The database is away'));
const launch = async (hear = async (what: Heard) => void heard.push(what)): Promise<Call> => {
  const call = await room.put({ plan: {} });
  const begun = (await launcher.begin(call, KEY))!;
  await launcher.launch({ call, begun, key: KEY }, sendAtOnce, hear);
  return call;
};

describe('the rules are told once what became of an attempt', () => {
  it('that was dialled, which is good news of Twilio', async () => {
    room.twilio.placeCall.mockResolvedValue({ sid: someSid(), status: 'queued' });
    const call = await launch();
    expect([landed.mock.calls, heard]).toEqual([[[call, KEY, true]], [{ report: 'ok' }]]);
  });

  it.each([
    ['may have been dialled', 'unknown', 'ETIMEDOUT', true],
    ['was refused', 'refused', 21217, false],
    ['was not sent', 'unsent', 'ECONNREFUSED', false],
    ['was held back', 'unsent', HELD, false],
    ['was to come later', 'unsent', TOO_MANY_REQUESTS, false],
  ] as const)('that %s', async (_, outcome, code, mayHaveBeenDialled) => {
    room.twilio.placeCall.mockRejectedValue(new TwilioError(outcome, { code, message: '' }));
    const call = await launch();
    expect(landed.mock.calls).toEqual([[call, KEY, mayHaveBeenDialled]]);
  });

  it('of which nobody can tell, for it may have been dialled', async () => {
    room.twilio.placeCall.mockRejectedValue(new TypeError('a fault of the program'));
    const call = await launch();
    expect([landed.mock.calls, heard]).toEqual([[[call, KEY, true]], []]);
  });

  it('that was dialled, though that could not be heard', async () => {
    room.twilio.placeCall.mockResolvedValue({ sid: someSid(), status: 'queued' });
    const call = await launch(away);
    expect(landed.mock.calls).toEqual([[call, KEY, true]]);
  });

  it('that did not begin, because the call was changed meanwhile', async () => {
    const call = await room.put({ plan: {} });
    await room.events.apply({ kind: 'sealed', callId: call.id, version: call.version });
    await expect(launcher.begin(call, KEY)).resolves.toBeNull();
    expect(landed.mock.calls).toEqual([[call, KEY, false]]);
  });

  it('that did not begin, because it could not be stored', async () => {
    const call = await room.put({ plan: {} });
    jest.spyOn(room.changes, 'store').mockImplementationOnce(away);
    await expect(launcher.begin(call, KEY)).resolves.toBeNull();
    expect(landed.mock.calls).toEqual([[call, KEY, false]]);
  });

  it('no sooner than when it is known: an attempt that has begun has not landed', async () => {
    await launcher.begin(await room.put({ plan: {} }), KEY);
    expect(landed).not.toHaveBeenCalled();
  });
});
