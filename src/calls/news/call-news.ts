import { textFields } from '../../common/text-fields.js';
import type { CallEvent } from '../model/call-event.js';
import { type CallStatus, isFinal, parseTwilioStatus } from '../model/call-status.js';
import type { WishKind } from '../model/call-step.js';

/** What Twilio's REST API says of a call, as src/twilio reads it. */
export interface TwilioAnswer {
  sid: string;
  /** Twilio's own word. */
  status: string;
  direction: string;
  answeredBy: string | null;
  durationSeconds: number | null;
  startTime: Date | null;
  endTime: Date | null;
  price: string | null;
  priceUnit: string | null;
}

/** When it ended: Twilio's own time, else when it was heard that it has; absent while it goes on. */
const endOf = ({ endTime }: TwilioAnswer, status: CallStatus | null, receivedAt: Date): Date | undefined =>
  endTime ?? (status && isFinal(status) ? receivedAt : undefined);

/** Twilio's answer as an event. The same answer twice is the same event. */
export const callNews = (call: TwilioAnswer, receivedAt = new Date()): CallEvent => {
  const status = parseTwilioStatus(call.status);
  return {
    key: [call.sid, 'api', call.status, call.durationSeconds ?? '', call.price ?? ''].join(':'),
    source: 'api',
    kind: 'status',
    status: status ?? undefined,
    receivedAt,
    occurredAt: call.endTime ?? undefined,
    startedAt: call.startTime ?? undefined,
    endedAt: endOf(call, status, receivedAt),
    durationSeconds: call.durationSeconds ?? undefined,
    direction: call.direction || undefined,
    answeredBy: call.answeredBy ?? undefined,
    price: call.price ?? undefined,
    priceUnit: call.price === null ? undefined : (call.priceUnit ?? undefined),
    params: textFields(call),
  };
};

/** What Twilio answered to a client's wish to end the call. */
export const answerNews = (kind: WishKind, call: TwilioAnswer, receivedAt = new Date()): CallEvent => ({
  ...callNews(call, receivedAt),
  key: `${kind}:${call.status}`,
  kind,
});

/** That Twilio refused a client's wish, for a reason that the call's own state tells. */
export const refusalNews = (kind: WishKind, code: string, message: string): CallEvent => ({
  key: `${kind}:refused`,
  source: 'api',
  kind,
  receivedAt: new Date(),
  params: { code, message },
});

/** That a client was told that its wish is fulfilled. */
export const fulfilledNews = (kind: WishKind): CallEvent => ({
  key: `${kind}:fulfilled`,
  source: 'atlas',
  kind,
  receivedAt: new Date(),
  params: {},
});

/** That Twilio knows the call again, which it had denied to know. */
export const foundNews = (call: TwilioAnswer, receivedAt = new Date()): CallEvent => {
  const news = callNews(call, receivedAt);
  return { ...news, key: `${news.key}:found`, kind: 'found' };
};

/** That Twilio knows the call no more, as an event: whatever it was, it has ended, and nobody tells when or how. */
export const goneNews = (sid: string, receivedAt = new Date()): CallEvent => ({
  key: `${sid}:api:gone`,
  source: 'api',
  kind: 'gone',
  status: 'failed',
  receivedAt,
  params: { code: '20404' },
});

/** What Twilio logged of a call, as src/twilio reads it. */
export interface TwilioNote {
  sid: string;
  errorCode: number;
  message: string;
  url: string;
  loggedAt: Date | null;
  /** It is why the call said nothing. */
  isOurFault: boolean;
}

/** What Twilio logged of the call, as an event. */
export const notificationNews = (note: TwilioNote, receivedAt = new Date()): CallEvent => ({
  key: `${note.sid}:api:notification`,
  source: 'api',
  kind: 'notification',
  receivedAt,
  occurredAt: note.loggedAt ?? undefined,
  errorCode: note.isOurFault ? note.errorCode : undefined,
  params: { sid: note.sid, code: String(note.errorCode), message: note.message, url: note.url },
});
