import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { CallControlService } from '../calls/control/call-control.service.js';
import { someCall, someEvent, someSid } from '../calls/testing/call.factory.js';
import { type CallsRoom, openCallsRoom } from '../calls/testing/calls-room.js';
import type { WishKind } from '../calls/model/call-step.js';
import { someTwilioCall } from '../twilio/testing/twilio-call.factory.js';
import { TwilioAccount } from '../twilio/twilio-account.js';
import { TwilioError } from '../twilio/twilio.errors.js';
import { VoiceService } from './voice.service.js';

const HANGUP = '<?xml version="1.0" encoding="UTF-8"?><Response><Hangup/></Response>';

let room: CallsRoom;
let voice: VoiceService;

beforeEach(() => {
  Logger.overrideLogger(false);
  room = openCallsRoom();
  const account = Object.assign(new TwilioAccount(), { baseUrl: 'https://atlas.example.com' });
  voice = new VoiceService(room.service, room.news, account);
});

/** A call that rings, and a client who wants it to end. */
const ringing = async () => {
  const call = someCall({ text: 'Hello Ada' });
  const ref = { callId: call.id, n: 1, sid: someSid() };
  await room.calls.insert(call);
  await room.news.learn(ref, someEvent({ status: 'ringing' }));
  const { service, events, news, followUps, wishes, twilio } = room;
  const control = new CallControlService(service, events, news, followUps, wishes, twilio);
  const wish = (kind: WishKind) => control.end(call.id, kind).catch((error: unknown) => error);
  return { ...ref, wish };
};

type Ref = { callId: string; n: number; sid: string };
const asked = ({ callId, sid }: Ref, params: Record<string, string> = {}) => ({
  callId,
  attempt: 1,
  recording: true,
  params: { CallSid: sid, CallStatus: 'in-progress', ...params },
});
/** What each route answers. */
const sayings = (ref: Ref) =>
  Promise.all([
    voice.answer(asked(ref)),
    voice.recover(asked(ref, { ErrorCode: '11200', ErrorUrl: 'https://atlas.example.com/twilio/voice' })),
    voice.recover(asked(ref, { ErrorCode: '12100' })),
    voice.recover(asked(ref, { ErrorUrl: 'https://atlas.example.com/twilio/voice/recorded?x=1' })),
    voice.thank(asked(ref, { RecordingSid: `RE${'0'.repeat(32)}` })),
  ]);

describe('a call that a client has ended', () => {
  it.each(['hangup', 'cancel'] as const)(
    'says not a word on any route, whatever Twilio answered to the %s',
    async (kind) => {
      const answers = [
        () => Promise.reject(new TwilioError('refused', { code: 20404, message: 'Not found' })),
        () => Promise.reject(new TwilioError('unknown', { code: 'ETIMEDOUT', message: 'late' })),
        (sid: string) => Promise.resolve(someTwilioCall(sid, 'ringing')),
        (sid: string) => Promise.resolve(someTwilioCall(sid, kind === 'hangup' ? 'completed' : 'canceled')),
      ];
      for (const answer of answers) {
        const ref = await ringing();
        room.twilio.endCall.mockImplementationOnce(answer);
        await ref.wish(kind);
        for (const said of await sayings(ref)) expect(said).toBe(HANGUP);
      }
    },
  );

  it('says its script where none did, or Twilio refused to cancel a call that was answered', async () => {
    const ref = await ringing();
    const [first] = await sayings(ref);
    expect(first).toContain('Hello Ada');
    const answered = await ringing();
    room.twilio.endCall.mockRejectedValueOnce(
      new TwilioError('refused', { code: 21220, message: 'Call is not in-progress' }),
    );
    room.twilio.fetchCall.mockResolvedValueOnce(someTwilioCall(answered.sid, 'in-progress'));
    await answered.wish('cancel');
    for (const said of await sayings(answered)) expect(said).not.toBe(HANGUP);
  });
});

describe('what is asked', () => {
  it('is answered on no route before it is stored, and not at all where it cannot be', async () => {
    const ref = await ringing();
    const store = jest.spyOn(room.news, 'accept');
    store.mockRejectedValue(new Error('not stored'));
    const routes = [
      () => voice.answer(asked(ref)),
      () => voice.recover(asked(ref, { ErrorCode: '12100' })),
      () => voice.thank(asked(ref, { RecordingSid: `RE${'0'.repeat(32)}` })),
    ];
    for (const route of routes) await expect(route()).rejects.toThrow('not stored');
    for (const route of routes) {
      let [isAnswered, stored] = [false, (): void => undefined];
      store.mockReturnValue(new Promise((resolve) => (stored = () => resolve('applied'))));
      const answer = route().then(() => (isAnswered = true));
      await new Promise(setImmediate);
      expect(isAnswered).toBe(false);
      stored();
      await answer;
    }
  });

  it('by a second ring of the same attempt, or for one that was given up, is answered with not a word', async () => {
    const ref = await ringing();
    expect(await voice.answer(asked({ ...ref, sid: someSid() }))).toBe(HANGUP);
    const call = someCall({ text: 'Hello Ada' });
    await room.calls.insert(call);
    const reason = { code: '20404', message: 'No trace' };
    const event = someEvent({ kind: 'submission', source: 'atlas', status: 'failed' });
    const given = { callId: call.id, n: 1, submission: 'unsent', reason, event } as const;
    await room.changes.store({ kind: 'undialled', ...given });
    expect(await voice.answer(asked({ callId: call.id, n: 1, sid: someSid() }))).toBe(HANGUP);
  });
});
