import { HEARD, RANKS } from '../peers/ranks.js';
import type { StoredUser } from '../peers/stored.js';
import { randomBytes, randomUUID } from 'node:crypto';

/** A user as it is stored, by Atlas and by its peers alike; it has a name of its own by which calls are made for it. */
export type MadeUser = StoredUser & { externalId: string };

/** A call as it is stored, by Atlas and by its peers alike. */
export interface MadeCall {
  _id: string;
  sid: string;
  to: string;
  document: Record<string, unknown>;
}

const AN_HOUR = 3_600_000;
const APART_MS = 15_000;
const SCRIPT =
  'Hello. This is a reminder of your appointment tomorrow at nine. Please call us if you cannot come.';

export const someSid = (prefix: 'AC' | 'CA' | 'RE'): string => prefix + randomBytes(16).toString('hex');

export const someNumber = (n: number): string => `+1415555${String(n % 10_000).padStart(4, '0')}`;

export const makeUser = (n: number): MadeUser => {
  const _id = randomUUID();
  const externalId = `customer-${n}`;
  const at = new Date(Date.now() - AN_HOUR - n);
  return {
    _id,
    name: 'Ada Lovelace',
    email: `ada.${n}@example.com`,
    phoneNumber: someNumber(n),
    externalId,
    handles: [_id, externalId],
    createdAt: at,
    updatedAt: at,
  };
};

/** What Twilio tells of a call, beside what has changed. */
export const formOf = (sid: string, to: string, accountSid: string): Record<string, string> => ({
  AccountSid: accountSid,
  ApiVersion: '2010-04-01',
  CallSid: sid,
  Called: to,
  CalledCity: 'SAN FRANCISCO',
  CalledCountry: 'US',
  CalledState: 'CA',
  Caller: '+15005550006',
  CallerCountry: 'US',
  Direction: 'outbound-api',
  From: '+15005550006',
  FromCountry: 'US',
  To: to,
  ToCity: 'SAN FRANCISCO',
  ToCountry: 'US',
  ToState: 'CA',
});

const event = (key: string, kind: string, status: string, at: Date, params: object) => ({
  key,
  source: 'callback',
  kind,
  status,
  occurredAt: at,
  receivedAt: at,
  direction: 'outbound-api',
  params: { ...params, CallStatus: status },
});

/** A call whose phone rings, or one that is over. */
export const makeCall = (
  n: number,
  user: MadeUser,
  accountSid: string,
  until: 'ringing' | 'completed',
): MadeCall => {
  const [_id, sid, to] = [randomUUID(), someSid('CA'), someNumber(n)];
  const at = new Date(Date.now() - n * APART_MS);
  const params = formOf(sid, to, accountSid);
  const isOver = until === 'completed';
  const events = [
    {
      key: `${sid}:submission`,
      source: 'api',
      kind: 'submission',
      status: 'initiated',
      receivedAt: at,
      params: { sid },
    },
    event(`${sid}:initiated`, 'status', 'initiated', at, params),
    event(`${sid}:ringing`, 'status', 'ringing', at, params),
    ...(isOver ? [event(`${sid}:voice`, 'voice', 'in-progress', at, params)] : []),
    ...(isOver
      ? [event(`${sid}:completed`, 'status', 'completed', at, { ...params, CallDuration: '42' })]
      : []),
  ];
  const rank = RANKS[until];
  const attempt = {
    n: 1,
    key: `bench:${_id}:1`,
    sid,
    submission: 'accepted',
    createdAt: at,
    rank,
    direction: 'outbound-api',
    startedAt: at,
    ...(isOver && { callbackDuration: 42, answeredAt: at, endedAt: at, price: '-0.013', priceUnit: 'USD' }),
    events,
  };
  const document = {
    _id,
    version: events.length + 1,
    to,
    userExternalId: user.externalId,
    content: { kind: 'say', text: SCRIPT },
    recordingEnabled: true,
    attempts: [attempt],
    sids: [sid],
    rank,
    hasRecording: isOver,
    hasFeedback: isOver,
    createdAt: at,
    changedAt: at,
    ...(!isOver && { live: [1], check: { urgency: 1, at: new Date(Date.now() + AN_HOUR) } }),
    steps: [],
  };
  return { _id, sid, to, document };
};

export const makeRecording = ({ _id, sid }: MadeCall) => ({
  _id: someSid('RE'),
  callId: _id,
  attempt: 1,
  callSid: sid,
  createdAt: new Date(),
  rank: HEARD,
  durationSeconds: 7,
  events: [],
});

export const makeFeedback = ({ _id }: MadeCall) => ({
  _id,
  callQuality: 5,
  agentHelpfulness: 4,
  resolution: 5,
  callEase: 4,
  overallSatisfaction: 5,
  notes: 'Very kind.',
  createdAt: new Date(),
});
