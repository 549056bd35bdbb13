import type { TwilioCall } from '../twilio-call.js';

/** A call of this status as Twilio tells of it, before it knows times and price. */
export const someTwilioCall = (sid: string, status: string): TwilioCall => ({
  sid,
  status,
  to: '+14155550123',
  from: '+15005550006',
  direction: 'outbound-api',
  answeredBy: null,
  durationSeconds: status === 'completed' ? 7 : null,
  dateCreated: null,
  startTime: null,
  endTime: null,
  price: null,
  priceUnit: null,
});
