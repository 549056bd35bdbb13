import { beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { StrictMock } from '../../test/support/strict-mock.js';
import { callStatus } from '../calls/model/call.js';
import type { CallNewsService } from '../calls/news/call-news.service.js';
import { someCall, someSid } from '../calls/testing/call.factory.js';
import { openCallsRoom } from '../calls/testing/calls-room.js';
import type { CallsMemoryRepository } from '../calls/testing/calls.memory.repository.js';
import type { UnmatchedEventsMemoryRepository } from '../calls/testing/unmatched-events.memory.repository.js';
import type { TwilioCallback } from '../twilio/twilio-callback.js';
import { createEnvironment } from '../config/create-environment.js';
import type { RecordingsService } from '../recordings/recordings.service.js';
import { TwilioAccount } from '../twilio/twilio-account.js';
import type { TwilioCall } from '../twilio/twilio-call.js';
import type { TwilioRecording } from '../twilio/twilio-recording.js';
import { TwilioError } from '../twilio/twilio.errors.js';
import type { TwilioService } from '../twilio/twilio.service.js';
import { ReconcilerService } from './reconciler.service.js';
import { SubmissionsService } from './submissions.service.js';

const environment = createEnvironment({ ENVIRONMENT: 'test' });
const account = Object.assign(new TwilioAccount(), { fromNumber: '+15005550006' });
const HOUR_AGO = new Date(Date.now() - 2 * 3_600_000);

let calls: CallsMemoryRepository;
let unmatched: UnmatchedEventsMemoryRepository;
let recordings: RecordingsService;
let news: CallNewsService;
let twilio: StrictMock<TwilioService>;
let reconciler: ReconcilerService;

beforeEach(() => {
  Logger.overrideLogger(false);
  const room = openCallsRoom();
  ({ calls, unmatched, recordings, news, twilio } = room);
  const { service, checks } = room;
  const submissions = new SubmissionsService(service, checks, news, twilio, account, environment);
  reconciler = new ReconcilerService(service, checks, news, submissions, twilio, environment);
});

const atTwilio = (changes: Partial<TwilioCall> = {}): TwilioCall => ({
  sid: someSid(),
  status: 'completed',
  to: '+14155550123',
  from: account.fromNumber,
  direction: 'outbound-api',
  answeredBy: null,
  durationSeconds: 21,
  dateCreated: HOUR_AGO,
  startTime: HOUR_AGO,
  endTime: HOUR_AGO,
  price: '-0.01400',
  priceUnit: 'USD',
  ...changes,
});
const status = (sid: string, CallStatus: string, callId?: string): TwilioCallback => ({
  kind: 'status',
  callId,
  attempt: 1,
  params: { CallSid: sid, CallStatus },
  receivedAt: HOUR_AGO,
});
const placed = async () => {
  const call = someCall({}, HOUR_AGO);
  await calls.insert(call);
  return { call, sid: someSid() };
};

describe('looking into a call', () => {
  it('finds the recording whose callback was lost, and lists the call among those that have one', async () => {
    const { call, sid } = await placed();
    await news.accept(status(sid, 'ringing', call.id));
    const recording: TwilioRecording = {
      sid: 'RE0123456789abcdef0123456789abcdef',
      callSid: sid,
      status: 'completed',
      durationSeconds: 7,
      url: 'https://api.twilio.com/recording',
      channels: 1,
      source: 'RecordVerb',
      errorCode: null,
      startTime: HOUR_AGO,
      dateCreated: HOUR_AGO,
      price: null,
      priceUnit: null,
    };
    twilio.fetchCall.mockResolvedValue(atTwilio({ sid }));
    twilio.listRecordings.mockResolvedValue([recording]);
    await expect(reconciler.reconcile()).resolves.toEqual({ checked: 1, repaired: 1 });
    expect((await recordings.findByCallIds([call.id])).get(call.id)).toHaveLength(1);
    expect(calls.isMarked(call, 'hasRecording')).toBe(true);
  });

  it('looks again when it was cut short between the end and the recordings', async () => {
    const { call, sid } = await placed();
    await news.accept(status(sid, 'ringing', call.id));
    twilio.fetchCall.mockResolvedValue(atTwilio({ sid }));
    twilio.listRecordings.mockRejectedValue(
      new TwilioError('unknown', { code: 'ETIMEDOUT', message: 'late' }),
    );
    await reconciler.reconcile();
    expect((await calls.findById(call.id))?.checkAt).toBeDefined();
  });

  it('gives it what waited for its SID when a crash came between', async () => {
    const { call, sid } = await placed();
    await news.accept(status(sid, 'busy'));
    const findWaiting = unmatched.findWaiting.bind(unmatched);
    unmatched.findWaiting = () => Promise.reject(new Error('killed'));
    await expect(news.accept(status(sid, 'ringing', call.id))).rejects.toThrow('killed');
    unmatched.findWaiting = findWaiting;
    twilio.fetchCall.mockResolvedValue(
      atTwilio({ sid, status: 'ringing', durationSeconds: null, price: null }),
    );
    await reconciler.reconcile();
    const found = await calls.findById(call.id);
    expect(found && callStatus(found)).toBe('busy');
    await expect(unmatched.findWaiting(sid)).resolves.toEqual([]);
  });

  it('asks Twilio for all of its calls to the number before it says that there is none', async () => {
    const { call } = await placed();
    const mine = atTwilio();
    const others = await Promise.all(
      Array.from({ length: 30 }, async () => {
        const other = await placed();
        await news.accept(status(other.sid, 'completed', other.call.id));
        return atTwilio({ sid: other.sid });
      }),
    );
    twilio.listCalls.mockImplementation(async ({ limit }) => [...others, mine].slice(0, limit));
    twilio.listCallEvents.mockResolvedValue([
      {
        url: `https://atlas/twilio/voice?call_id=${call.id}`,
        method: 'POST',
        parameters: {},
        responseCode: 200,
      },
    ]);
    await reconciler.sync(call.id);
    await expect(calls.findById(call.id)).resolves.toMatchObject({ attempts: [{ sid: mine.sid }] });
  });
});
