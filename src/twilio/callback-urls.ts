/** The URLs that Twilio is given for one attempt of one call. */
export interface CallbackUrls {
  /** Asked for TwiML when the call is answered. */
  voice: string;
  /** Asked for TwiML in place of what Twilio could not get or run. */
  fallback: string;
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
  /** The trace of its dialling, a traceparent, which webhooks continue. */
  trace?: string;
}

/** Where the call goes on after its recording. */
export const RECORDED_PATH = '/twilio/voice/recorded';

/** Five repetitions on any failure; read by Twilio and no part of what it signs. Source: connection overrides. */
const REPEAT = '#rc=5&rp=all';
/** While Twilio waits for TwiML the callee hears nothing: three tries within 9 s, and two of the fallback within 6 s. */
const TWIML = '#ct=2000&rt=4000&tt=9000&rc=2&rp=all';
const FALLBACK = '#ct=2000&rt=4000&tt=6000&rc=1&rp=all';

/** All URLs of one attempt, below the public base URL (no trailing slash). */
export const callbackUrls = (baseUrl: string, context: CallbackContext): CallbackUrls => {
  const { callId: call_id, attempt, trace } = context;
  // First: what a query ends with is signed like the beginning of a field.
  const ids = new URLSearchParams({ ...(trace && { trace }), call_id, attempt: String(attempt) }).toString();
  const plan = context.hasPlan === undefined ? '' : `&plan=${context.hasPlan}`;
  const recording = `&recording=${context.recordingEnabled}`;
  return {
    voice: `${baseUrl}/twilio/voice?${ids}${recording}${TWIML}`,
    fallback: `${baseUrl}/twilio/voice/fallback?${ids}${recording}${FALLBACK}`,
    recorded: `${baseUrl}${RECORDED_PATH}?${ids}${TWIML}`,
    status: `${baseUrl}/twilio/status?${ids}${plan}${REPEAT}`,
    recording: `${baseUrl}/twilio/recording?${ids}${REPEAT}`,
  };
};
