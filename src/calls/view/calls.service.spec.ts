import { beforeEach, describe, expect, it } from '@jest/globals';
import { someRating } from '../../feedback/testing/feedback.factory.js';
import type { Attempt, Call } from '../model/call.js';
import { NOT_ALLOWED } from '../model/call-step.js';
import { failureKey } from '../model/failure-key.js';
import { refusalNews } from '../news/call-news.js';
import { someCall, someEvent, someSid } from '../testing/call.factory.js';
import { type CallsRoom, openCallsRoom } from '../testing/calls-room.js';

const at = new Date('2026-03-04T05:06:07.890Z');
const reason = { code: '21217', message: 'No phone number' };

let room: CallsRoom;
beforeEach(() => {
  room = openCallsRoom();
});

const stored = async (changes: Partial<Call> = {}): Promise<Call> => {
  const call = { ...someCall(), ...changes };
  await room.calls.insert(call);
  return call;
};
const attemptWith = (changes: Partial<Attempt>): Attempt => ({ ...someCall().attempts[0]!, ...changes });

describe('a call is read', () => {
  it('with its user, recordings, feedback and what holds up all calls', async () => {
    const externalId = 'customer-1';
    const ada = { name: 'Ada', email: 'ada@example.com', phoneNumber: '+14155550199', externalId };
    const user = await room.users.create(ada);
    const { id } = await stored({ userExternalId: externalId });
    const event = { key: 'a', receivedAt: at, status: 'completed' as const, details: {}, params: {} };
    await room.recordings.record('RE1', { callId: id, attempt: 1, callSid: 'CA1' }, event);
    await room.feedback.save(id, someRating);
    room.heldUp.current = 'pause';
    await expect(room.service.getDetails(id)).resolves.toMatchObject({
      ...{ call: { id }, userId: user.id, recordings: [{ sid: 'RE1' }], feedback: someRating },
      heldUp: 'pause',
    });
  });

  it('alone, or not at all, by its id; and is known by its SIDs', async () => {
    const sid = someSid();
    const { id } = await stored({ attempts: [attemptWith({ sid })] });
    await expect(room.service.findById(id)).resolves.toMatchObject({ id });
    await expect(room.service.findById('nothing')).resolves.toBeNull();
    await expect(room.service.existsBySid(sid)).resolves.toBe(true);
    await expect(room.service.existsBySid(someSid())).resolves.toBe(false);
  });
});

describe('who asks for a call again is answered', () => {
  const failed = someEvent({ source: 'atlas', kind: 'submission', status: 'failed' });
  /** One that Twilio refused, or that is thought to have failed, by the event that has this key. */
  const refused = (key: (id: string) => string): Promise<Call> => {
    const { id } = someCall();
    const events = [{ ...failed, key: key(id) }];
    return stored({ id, attempts: [attemptWith({ submission: 'refused', reason, events })] });
  };

  it('nothing where it was never stored', async () => {
    await expect(room.service.findPlaced('nothing')).resolves.toBeNull();
  });

  it('the call as it stands where it was dialled, or may have been', async () => {
    const { id } = await stored();
    await expect(room.service.findPlaced(id)).resolves.toMatchObject({ call: { id } });
  });

  it('why Twilio refused it', async () => {
    const { id } = await refused((name) => failureKey(name, 1));
    await expect(room.service.findPlaced(id)).rejects.toMatchObject({
      ...{ outcome: 'refused', members: { call_id: id } },
    });
  });

  it('the call where it was given up later, for it may have been dialled', async () => {
    const { id } = await refused((name) => `${name}:1:given-up`);
    await expect(room.service.findPlaced(id)).resolves.toMatchObject({ call: { id } });
  });

  it('the rule that forbade it before it was dialled', async () => {
    const over = { code: NOT_ALLOWED, message: 'premium-rate: never', at };
    const { id } = await stored({ attempts: [], over });
    await expect(room.service.findPlaced(id)).rejects.toThrow('Call not allowed: premium-rate: never');
  });
});

describe('a call is to end', () => {
  const wish = { kind: 'hangup' as const, at };
  const isToEnd = (call: Call): Promise<boolean> => room.service.isToEnd(call);

  it('at a client’s wish, until Twilio refuses it', async () => {
    await expect(isToEnd(await stored({ wish }))).resolves.toBe(true);
    const events = [refusalNews('hangup', '21220', 'Too late')];
    await expect(isToEnd(await stored({ wish, attempts: [attemptWith({ events })] }))).resolves.toBe(false);
  });

  it('where somebody wants it to, and it is there', async () => {
    await expect(isToEnd(await stored())).resolves.toBe(false);
    await expect(isToEnd({ ...someCall(), wish })).resolves.toBe(false);
  });
});
