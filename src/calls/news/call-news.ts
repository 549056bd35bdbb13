import { textFields } from '../../common/text-fields.js';
import type { CallEvent } from '../model/call-event.js';
import { parseTwilioStatus } from '../model/call-status.js';

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

/** Twilio's answer as an event. The same answer twice is the same event. */
export const callNews = (call: TwilioAnswer, receivedAt = new Date()): CallEvent => ({
  key: [call.sid, 'api', call.status, call.durationSeconds ?? '', call.price ?? ''].join(':'),
  source: 'api',
  kind: 'status',
  status: parseTwilioStatus(call.status) ?? undefined,
  receivedAt,
  occurredAt: call.endTime ?? undefined,
  startedAt: call.startTime ?? undefined,
  endedAt: call.endTime ?? undefined,
  durationSeconds: call.durationSeconds ?? undefined,
  direction: call.direction || undefined,
  answeredBy: call.answeredBy ?? undefined,
  price: call.price ?? undefined,
  priceUnit: call.price === null ? undefined : (call.priceUnit ?? undefined),
  params: textFields(call),
});

/** That Twilio knows no such call (any more), as an event: whatever it was, it has ended. */
export const goneNews = (sid: string, receivedAt = new Date()): CallEvent => ({
  key: `${sid}:api:gone`,
  source: 'api',
  kind: 'status',
  status: 'failed',
  receivedAt,
  endedAt: receivedAt,
  params: { code: '20404' },
});
