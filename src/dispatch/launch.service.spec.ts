import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { type Call, callStatus } from '../calls/model/call.js';
import { reasonOf } from '../calls/placing/dialling.service.js';
import { HELD } from '../twilio/send-gate.js';
import { sendAtOnce } from '../twilio/testing/send-at-once.js';
import { TOO_MANY_REQUESTS, TwilioError } from '../twilio/twilio.errors.js';
import type { Heard, LaunchService } from './launch.service.js';
import { type EngineRoom, openEngineRoom } from './testing/engine-room.js';

const refusal = new TwilioError('refused', { code: 21217, message: 'No phone number' });
const accountRefusal = new TwilioError('refused', { code: 20003, message: 'Authenticate' });
const unreached = new TwilioError('unsent', { code: 'ECONNREFUSED', message: 'refused' });
const unclear = new TwilioError('unknown', { code: 'ETIMEDOUT', message: 'late' });
const held = new TwilioError('unsent', { code: HELD, message: 'held' });
const slowDown = (seconds?: number): TwilioError =>
  new TwilioError('unsent', { code: TOO_MANY_REQUESTS, message: 'Too Many Requests' }, seconds);

let room: EngineRoom;
let launcher: LaunchService;
let store: jest.SpiedFunction<EngineRoom['changes']['store']>;
let heard: Heard[];

beforeEach(async () => {
  Logger.overrideLogger(false);
  room = await openEngineRoom();
  ({ launcher } = room);
  store = jest.spyOn(room.changes, 'store');
  heard = [];
});

const away = (): Promise<never> => Promise.reject(new Error('The database is away'));
const found = async ({ id }: Call): Promise<Call> => (await room.calls.findById(id))!;
/** Launches a call of which Twilio says this while the database fails so often, and answers what is stored then. */
const launch = async (
  error: TwilioError,
  { plan, ageMs = 0, failures = 0 }: { plan?: object; ageMs?: number; failures?: number } = {},
): Promise<Call> => {
  const call = await room.put({ plan, dueInMs: -1 });
  room.clock.pass(ageMs);
  const begun = (await launcher.begin(call, 'key'))!;
  room.twilio.placeCall.mockRejectedValue(error);
  for (let n = 0; n < failures; n += 1) store.mockImplementationOnce(away);
  await launcher.launch({ call, begun, key: 'key' }, sendAtOnce, async (what) => void heard.push(what));
  return found(call);
};

/** In how many milliseconds it is due, where it waits and has no attempt. */
const waitOf = ({ wait, attempts }: Call): number | undefined =>
  wait && attempts.length === 0 ? wait.dueAt.getTime() - room.clock.wall() : undefined;
const failureOf = (call: Call): string | undefined =>
  callStatus(call) === 'failed' ? call.attempts[0]?.reason?.code : undefined;

describe('what was surely not sent', () => {
  it('goes back as it waited, and is no news of Twilio', async () => {
    const call = await launch(held, { plan: {} });
    expect(waitOf(call)).toBe(-1);
    expect([call.wait?.why, heard]).toEqual(['pace', [{}]]);
  });

  it('is stored again until the database has it', async () => {
    const call = await launch(held, { plan: {}, failures: 5 });
    expect([call.attempts, room.clock.monotonic()]).toEqual([[], 1_500]);
  });

  it('goes back by its key where its own write got no answer', async () => {
    const call = await room.put({ plan: {} });
    store.mockImplementationOnce(async (change) => {
      await room.changes.store(change);
      return away();
    });
    await expect(launcher.begin(call, 'key')).resolves.toBeNull();
    expect(waitOf(await found(call))).toBe(0);
  });

  it('is never stored any more where it was not yet', async () => {
    const call = await room.put({ plan: {} });
    let late: () => Promise<unknown> = async () => undefined;
    store.mockImplementationOnce((change) => {
      late = () => room.changes.store(change);
      return away();
    });
    await expect(launcher.begin(call, 'key')).resolves.toBeNull();
    await late();
    expect(await found(call)).toMatchObject({ attempts: [], wait: call.wait! });
  });

  it('goes back by its key where it was stored before that was sure', async () => {
    const call = await room.put({ plan: {} });
    store.mockImplementationOnce((change) => {
      store.mockImplementationOnce(async (undone) => {
        const stored = await room.changes.store(undone);
        await room.changes.store(change);
        return stored;
      });
      return away();
    });
    await expect(launcher.begin(call, 'key')).resolves.toBeNull();
    expect(waitOf(await found(call))).toBe(0);
  });
});

describe('what Twilio said', () => {
  it('is heard at once, and a refusal stored again until the database has it', async () => {
    expect(failureOf(await launch(refusal, { failures: 3 }))).toBe('21217');
    expect(heard).toEqual([{ report: 'ok' }]);
  });

  it('of the account sends a call back for a while, unless somebody waits for it', async () => {
    const call = await launch(accountRefusal, { plan: {} });
    expect(waitOf(call)).toBe(5_000);
    expect([call.wait?.why, heard]).toEqual([
      'error',
      [{ report: { accountRefused: reasonOf(accountRefusal) } }],
    ]);
    expect(failureOf(await launch(accountRefusal, { ageMs: 1_499 }))).toBe('20003');
    expect(waitOf(await launch(accountRefusal, { ageMs: 1_500 }))).toBe(5_000);
  });

  it('is nothing where it was not reached, which is told as such', async () => {
    expect(waitOf(await launch(unreached, { plan: {} }))).toBe(5_000);
    expect(failureOf(await launch(unreached))).toBe('ECONNREFUSED');
    expect(heard).toEqual([{ report: 'unreached' }, { report: 'unreached' }]);
  });

  it('is told to who waits since the attempt began, however long its connection took', async () => {
    const call = await room.put({ dueInMs: -1 });
    const begun = (await launcher.begin(call, 'key'))!;
    room.twilio.placeCall.mockImplementation(async () => {
      room.clock.pass(2_500);
      throw unreached;
    });
    await launcher.launch({ call, begun, key: 'key' }, sendAtOnce, async () => undefined);
    expect(failureOf(await found(call))).toBe('ECONNREFUSED');
  });

  it('is not clear, and the call is not repeated', async () => {
    const call = await launch(unclear, { failures: 2 });
    expect(call).toMatchObject({ attempts: [{ submission: 'unknown', isUnclear: true }] });
    expect([call.wait, heard]).toEqual([undefined, [{ report: 'system-error' }]]);
  });
});

describe('that Twilio asks to slow down', () => {
  it('sends a call back, and holds all others for as long', async () => {
    expect(waitOf(await launch(slowDown(5), { plan: {} }))).toBe(0);
    expect(waitOf(await launch(slowDown()))).toBe(0);
    expect(heard.map(({ report }) => report)).toEqual(['ok', 'ok']);
    expect(heard.map(({ slowDownMs }) => slowDownMs)).toEqual([5_000, 500]);
  });

  it('fails a plain call whose client would wait for too long', async () => {
    expect(failureOf(await launch(slowDown(2)))).toBe(String(TOO_MANY_REQUESTS));
    expect(waitOf(await launch(slowDown(2), { ageMs: 1_500 }))).toBe(0);
  });
});
