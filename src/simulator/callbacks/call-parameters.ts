import type { Call } from '../calls/call.js';
import { rfc2822 } from '../wire-format.js';

const PLACES = ['City', 'State', 'Zip'] as const;

/** What Twilio knows of a number's place; the simulator knows the country of North American numbers only. */
function placeOf(role: 'Called' | 'Caller' | 'From' | 'To', number: string): Record<string, string> {
  const fields = Object.fromEntries(PLACES.map((place) => [role + place, '']));
  return { ...fields, [`${role}Country`]: number.startsWith('+1') ? 'US' : '' };
}

/** The fields that every request made for a call carries. Source: Twilio's "TwiML Voice: request parameters". */
export function callParameters(call: Call, callStatus: string): Record<string, string> {
  const { to, from } = call.request;
  return {
    AccountSid: call.accountSid,
    ApiVersion: '2010-04-01',
    CallSid: call.sid,
    CallStatus: callStatus,
    Called: to,
    Caller: from,
    Direction: 'outbound-api',
    From: from,
    To: to,
    ...placeOf('Called', to),
    ...placeOf('Caller', from),
    ...placeOf('From', from),
    ...placeOf('To', to),
  };
}

/** Seconds as Twilio bills them: whole minutes, rounded up. */
export const billedMinutes = (seconds: number): number => Math.ceil(seconds / 60);

/** The fields of a status callback besides those of the call. */
export function progressParameters(call: Call, sequenceNumber: number): Record<string, string> {
  return {
    CallbackSource: 'call-progress-events',
    SequenceNumber: String(sequenceNumber),
    Timestamp: rfc2822(call.clock.now()),
    ...(call.answeredBy && { AnsweredBy: call.answeredBy }),
  };
}

/** What only the `completed` event carries. The recording's fields are there only if the create had `Record=true`. */
export function finalParameters(call: Call, recordingUrl: (sid: string) => string): Record<string, string> {
  const seconds = call.durationSeconds ?? 0;
  const recording = call.recordings.find(({ source }) => source === 'OutboundAPI');
  return {
    CallDuration: String(seconds),
    Duration: String(billedMinutes(seconds)),
    ...(call.sipCode !== null && { SipResponseCode: String(call.sipCode) }),
    ...(recording && {
      RecordingDuration: String(recording.durationSeconds ?? 0),
      RecordingSid: recording.sid,
      RecordingUrl: recordingUrl(recording.sid),
    }),
  };
}
