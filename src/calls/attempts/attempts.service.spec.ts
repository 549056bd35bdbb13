import { beforeEach, describe, expect, it } from '@jest/globals';
import { type Call, callStatus, newQueuedCall } from '../model/call.js';
import { someEvent, someSid } from '../testing/call.factory.js';
import { type CallsRoom, openCallsRoom } from '../testing/calls-room.js';
import { changing } from '../testing/changing.js';
import { AttemptCheck, type Objection } from './attempt-check.js';
import { AttemptsService } from './attempts.service.js';

const now = new Date();
const wait = { dueAt: new Date(now.getTime() + 60_000), why: 'window' as const };
const reason = { code: 'expired', message: 'Too late' };
const request = { to: '+14155550123', userExternalId: 'customer-1', recordingEnabled: true };
const plan = { machineDetection: 'none' as const, priority: 0 };

/** Says always the same. */
class FixedCheck extends AttemptCheck {
  readonly name = 'fixed';

  constructor(private readonly objection: Objection | null) {
    super();
  }

  objectionTo(): Objection | null {
    return this.objection;
  }
}

let room: CallsRoom;
beforeEach(() => {
  room = openCallsRoom();
});

const attemptsWith = (...objections: (Objection | null)[]): AttemptsService =>
  new AttemptsService(
    room.events,
    room.schedule,
    objections.map((each) => new FixedCheck(each)),
  );
const waiting = async (): Promise<Call> => {
  const call = newQueuedCall({ ...request, plan }, { dueAt: now, why: 'slot' });
  await room.calls.insert(call);
  return (await room.calls.findById(call.id))!;
};
const stored = async ({ id }: Call): Promise<Call> => (await room.calls.findById(id))!;

describe('an attempt of a waiting call', () => {
  it('is stored before it is answered, each with its own number', async () => {
    const { tell, requeue } = changing(room.changes);
    const call = await waiting();
    for (const n of [1, 2]) {
      const begun = await attemptsWith(null).begin(await stored(call), 0, now);
      expect(begun).toMatchObject({ kind: 'begun', call: { attempts: { length: n } } });
      const after = await stored(call);
      expect(begun).toMatchObject({ call: { version: after.version, attempts: after.attempts } });
      expect(after.attempts.at(-1)).toMatchObject({ n, submission: 'unknown' });
      expect(after).not.toHaveProperty('queue');
      await tell({ callId: call.id, n, sid: someSid() }, someEvent({ status: 'busy' }));
      await requeue(call.id, n, wait);
    }
  });

  it('does not begin where another has claimed the call since', async () => {
    const call = await waiting();
    await expect(attemptsWith().begin(call, 1, now)).resolves.toEqual({ kind: 'gone' });
    await expect(stored(call)).resolves.toEqual(call);
  });

  it('is held without a trace where the call may only not be dialled now', async () => {
    const call = await waiting();
    const attempts = attemptsWith({ kind: 'hold' });
    await expect(attempts.begin(call, 0, now)).resolves.toEqual({ kind: 'held' });
    await expect(attempts.pass(call, 0)).resolves.toBe(true);
    await expect(stored(call)).resolves.toEqual(call);
  });

  it('is put off, or ends the call, by the first check that objects', async () => {
    const later = { kind: 'later', wait } as const;
    const over = { kind: 'over', status: 'canceled', reason } as const;
    for (const how of ['begin', 'pass'] as const) {
      const [first, second] = [await waiting(), await waiting()];
      const answers = [
        await attemptsWith(null, later, over)[how](first, 0, now),
        await attemptsWith(over, later)[how](second, 0, now),
      ];
      expect(answers).toEqual(how === 'begin' ? [{ kind: 'gone' }, { kind: 'gone' }] : [false, false]);
      await expect(stored(first)).resolves.toMatchObject({ attempts: [], queue: wait });
      const ended = await stored(second);
      expect(ended).toMatchObject({ attempts: [], over: reason });
      expect(callStatus(ended)).toBe('canceled');
    }
  });

  it('passes where nothing objects', async () => {
    await expect(attemptsWith(null).pass(await waiting(), 0)).resolves.toBe(true);
  });
});

describe('the first attempt of a new call', () => {
  it('is stored with it', async () => {
    const call = await attemptsWith(null).beginNew(request, 'some-id');
    expect(call).toMatchObject({ id: 'some-id', attempts: [{ n: 1, submission: 'unknown' }] });
    await expect(stored(call)).resolves.toEqual(call);
  });

  it('is left to the queue where a check objects', async () => {
    const call = await attemptsWith({ kind: 'hold' }).beginNew(request, 'some-id');
    expect(call).toMatchObject({ id: 'some-id', attempts: [], queue: { why: 'slot', fence: 0 } });
    await expect(stored(call)).resolves.toMatchObject({ attempts: [], queue: call.queue });
  });
});
