import type { Call } from '../calls/call.js';
import { billedMinutes } from '../callbacks/call-parameters.js';
import { isFinal } from '../calls/call-status.js';
import { formattedNumber, rfc2822, rfc2822OrNull } from '../wire-format.js';

const PRICE_PER_MINUTE = 0.014;
/** Simulated time after the end of a call at which its price is known. */
const PRICE_DELAY_MS = 60_000;

const SUBRESOURCES: Readonly<Record<string, string>> = {
  events: 'Events',
  notifications: 'Notifications',
  payments: 'Payments',
  recordings: 'Recordings',
  siprec: 'Siprec',
  streams: 'Streams',
  transcriptions: 'Transcriptions',
  user_defined_message_subscriptions: 'UserDefinedMessageSubscriptions',
  user_defined_messages: 'UserDefinedMessages',
};

/** Simulated milliseconds since the end of a call; 0 while it goes on. */
export function simulatedMsSinceEnd(call: Call, now = Date.now()): number {
  if (call.endedAtReal === null) return 0;
  return (now - call.endedAtReal) * call.clock.speed;
}

function priceOf(call: Call): string | null {
  if (!isFinal(call.status) || simulatedMsSinceEnd(call) < PRICE_DELAY_MS) return null;
  const minutes = billedMinutes(call.durationSeconds ?? 0);
  return minutes === 0 ? null : (-minutes * PRICE_PER_MINUTE).toFixed(5);
}

export const callUri = (call: Call): string => `/2010-04-01/Accounts/${call.accountSid}/Calls/${call.sid}`;

/** The Call resource as Twilio writes it: numbers as strings, and null until known. */
export function callResource(call: Call): Record<string, unknown> {
  const uri = callUri(call);
  const { to, from } = call.request;
  return {
    sid: call.sid,
    date_created: rfc2822(call.dateCreated),
    date_updated: rfc2822(call.dateUpdated),
    parent_call_sid: null,
    account_sid: call.accountSid,
    to,
    to_formatted: formattedNumber(to),
    from,
    from_formatted: formattedNumber(from),
    phone_number_sid: null,
    status: call.status,
    start_time: rfc2822OrNull(call.startTime),
    end_time: rfc2822OrNull(call.endTime),
    duration: call.durationSeconds === null ? null : String(call.durationSeconds),
    price: priceOf(call),
    price_unit: 'USD',
    direction: 'outbound-api',
    answered_by: call.answeredBy,
    api_version: '2010-04-01',
    forwarded_from: null,
    group_sid: null,
    caller_name: null,
    queue_time: String(call.queueTimeMs),
    trunk_sid: null,
    uri: `${uri}.json`,
    subresource_uris: Object.fromEntries(
      Object.entries(SUBRESOURCES).map(([key, name]) => [key, `${uri}/${name}.json`]),
    ),
  };
}
