import { strictMock, type StrictMock } from '../../../test/support/strict-mock.js';
import { type Call, callStatus } from '../../calls/model/call.js';
import type { CallEvent } from '../../calls/model/call-event.js';
import type { CallStatus } from '../../calls/model/call-status.js';
import { someCall, someEvent, someSid } from '../../calls/testing/call.factory.js';
import { type CallsRoom, openCallsRoom } from '../../calls/testing/calls-room.js';
import { createEnvironment } from '../../config/create-environment.js';
import type { Listing } from '../../twilio/listing.js';
import type { DispatchService } from '../../dispatch/dispatch.service.js';
import { TwilioAccount } from '../../twilio/twilio-account.js';
import type { TwilioCall } from '../../twilio/twilio-call.js';
import { TwilioError } from '../../twilio/twilio.errors.js';
import { CandidatesService } from '../candidates.service.js';
import { InquiriesService } from '../inquiries.service.js';
import { AllInquiries } from '../inquiries/all-inquiries.service.js';
import { NotificationsInquiry } from '../inquiries/notifications.inquiry.js';
import { RecordingsInquiry } from '../inquiries/recordings.inquiry.js';
import { StatusInquiry } from '../inquiries/status.inquiry.js';
import { SubmissionInquiry } from '../inquiries/submission.inquiry.js';
import { TranscriptionsInquiry } from '../inquiries/transcriptions.inquiry.js';
import { ReconcilerService } from '../reconciler.service.js';
import { RequestGate } from '../request-gate.service.js';
import { SubmissionsService } from '../submissions.service.js';
import { RequestBudgetMemoryRepository } from './request-budget.memory.repository.js';

export const FROM = '+15005550006';

/** The services of reconciliation over memory, with a Twilio that does only what a test has planned. */
export interface ReconciliationRoom extends CallsRoom {
  reconciler: ReconcilerService;
  submissions: SubmissionsService;
  dispatch: StrictMock<DispatchService>;
  /** Stores a call that Twilio has told this of, now. */
  told(events: Partial<CallEvent>[], changes?: Partial<Call>): Promise<ToldCall>;
  /** With its events. */
  callOf(id: string): Promise<Call>;
  statusNow(id: string): Promise<CallStatus>;
}

/** A call's first attempt. */
export interface ToldCall {
  id: string;
  callId: string;
  n: number;
  sid: string;
}

/** That Twilio asked what to say. */
export const VOICE = { kind: 'voice', status: 'in-progress' } as const;

export const openReconciliationRoom = (): ReconciliationRoom => {
  const environment = createEnvironment({ ENVIRONMENT: 'test', TWILIO_CPS: '1000' });
  const account = Object.assign(new TwilioAccount(), { fromNumber: FROM });
  const room = openCallsRoom();
  const { service, checks, news, twilio, recordings } = room;
  const dispatch = strictMock<DispatchService>('DispatchService');
  dispatch.reportFault.mockResolvedValue(undefined);
  const gate = new RequestGate(new RequestBudgetMemoryRepository(), environment);
  const candidates = new CandidatesService(service, twilio, account, gate);
  const submissions = new SubmissionsService(checks, news, candidates, environment);
  const all = new AllInquiries(
    new SubmissionInquiry(submissions),
    new StatusInquiry(news, room.wishes, twilio, gate),
    new RecordingsInquiry(news, twilio, gate),
    new TranscriptionsInquiry(news, twilio, gate),
    new NotificationsInquiry(news, twilio, dispatch, gate),
  );
  const inquiries = new InquiriesService(checks, recordings, all, environment);
  const reconciler = new ReconcilerService(service, checks, news, inquiries);
  const callOf = async (id: string): Promise<Call> => (await room.calls.findWithEvents(id))!;
  return {
    ...room,
    dispatch,
    submissions,
    reconciler,
    callOf,
    statusNow: async (id) => callStatus(await callOf(id)),
    told: async (events, changes = {}) => {
      const call = { ...someCall({}, new Date()), ...changes };
      const told = { id: call.id, callId: call.id, n: 1, sid: someSid() };
      await room.calls.insert(call);
      for (const event of events) await news.learn(told, someEvent({ receivedAt: new Date(), ...event }));
      return told;
    },
  };
};

export const LATE = new TwilioError(
  'unknown',
  { code: 'ETIMEDOUT', message: 'late' },
  undefined,
  'idempotent',
);
export const NOT_FOUND = new TwilioError(
  'refused',
  { code: 20404, message: 'Not found' },
  undefined,
  'idempotent',
);

/** A list of Twilio's, of which every entry was read. */
export const listing = <Item>(...items: Item[]): Listing<Item> => ({ items, isWhole: true });

/** A call as Twilio tells of it. */
export const atTwilio = (sid: string, changes: Partial<TwilioCall> = {}): TwilioCall => ({
  sid,
  status: 'completed',
  to: '+14155550123',
  from: FROM,
  direction: 'outbound-api',
  answeredBy: null,
  durationSeconds: 21,
  dateCreated: null,
  startTime: null,
  endTime: null,
  price: '-0.01400',
  priceUnit: 'USD',
  ...changes,
});
