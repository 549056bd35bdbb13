/** The URLs that Twilio is given for one attempt of one call. */
export interface CallbackUrls {
  /** Asked for TwiML when the call is answered. */
  voice: string;
  /** Asked for TwiML when the recording has ended. */
  recorded: string;
  /** Told of each change of status. */
  status: string;
  /** Told of the recording and of its transcription. */
  recording: string;
}

/** Which attempt the URLs speak of, whether it may record, and whether another one may follow it. */
export interface CallbackContext {
  callId: string;
  /** Counts from 1. */
  attempt: number;
  recordingEnabled: boolean;
  /** Absent: the URLs do not say. */
  hasPlan?: boolean;
}

/** Five repetitions on any failure; read by Twilio and no part of what it signs. Source: connection overrides. */
const REPEAT = '#rc=5&rp=all';

/** All URLs of one attempt, below the public base URL (no trailing slash). */
export const callbackUrls = (baseUrl: string, context: CallbackContext): CallbackUrls => {
  const ids = new URLSearchParams({ call_id: context.callId, attempt: String(context.attempt) }).toString();
  const plan = context.hasPlan === undefined ? '' : `&plan=${context.hasPlan}`;
  return {
    voice: `${baseUrl}/twilio/voice?${ids}&recording=${context.recordingEnabled}`,
    recorded: `${baseUrl}/twilio/voice/recorded?${ids}`,
    status: `${baseUrl}/twilio/status?${ids}${plan}${REPEAT}`,
    recording: `${baseUrl}/twilio/recording?${ids}${REPEAT}`,
  };
};
