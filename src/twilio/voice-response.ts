import twilio from 'twilio';
import type { CallbackUrls } from './callback-urls.js';
import { toSpeechPieces } from './speech-pieces.js';

const CONSENT =
  'This call may be recorded. By staying on the line you consent to being recorded. If you do not consent, please hang up now.';
const INVITATION = 'Please leave a message after the tone. Hang up when you are done.';
const NO_SCRIPT = 'Hello. There is no message for you at this time. Goodbye.';
const THANKS = 'Thank you. Your message has been recorded. Goodbye.';
const APOLOGY = 'We are sorry, this call cannot be continued. Goodbye.';

const MAX_RECORDING_SECONDS = 3_600;

/** What a call is to say. */
export interface Script {
  /** Absent or blank: an invitation to leave a message, or one sentence where nothing is recorded. */
  text?: string;
  recording: boolean;
  /** Where Twilio goes after the recording, and where it tells of it. */
  urls: Pick<CallbackUrls, 'recorded' | 'recording'>;
}

type VoiceResponse = InstanceType<typeof twilio.twiml.VoiceResponse>;

/** The TwiML of an answered call: consent where it is recorded, the script, the recording, the end. */
export const scriptTwiml = ({ text = '', recording, urls }: Script): string => {
  const response = new twilio.twiml.VoiceResponse();
  const pieces = toSpeechPieces(text);
  if (pieces.length === 0) pieces.push(recording ? INVITATION : NO_SCRIPT);
  if (recording) response.say(CONSENT);
  for (const piece of pieces) response.say(piece);
  if (recording) record(response, urls);
  response.hangup();
  return response.toString();
};

/** The TwiML after a recording: thanks, and the end. */
export const thanksTwiml = (): string => sayAndHangUp(THANKS);

/** The TwiML for a call that Atlas does not know, or cannot go on with. */
export const apologyTwiml = (): string => sayAndHangUp(APOLOGY);

/** The TwiML that ends the call without a word. */
export const hangupTwiml = (): string => {
  const response = new twilio.twiml.VoiceResponse();
  response.hangup();
  return response.toString();
};

const sayAndHangUp = (text: string): string => {
  const response = new twilio.twiml.VoiceResponse();
  response.say(text);
  response.hangup();
  return response.toString();
};

/** Without `action` Twilio would ask the voice URL again, for ever. */
const record = (response: VoiceResponse, urls: Script['urls']): void => {
  response.record({
    maxLength: MAX_RECORDING_SECONDS,
    trim: 'trim-silence',
    transcribe: true,
    transcribeCallback: urls.recording,
    recordingStatusCallback: urls.recording,
    recordingStatusCallbackMethod: 'POST',
    recordingStatusCallbackEvent: ['completed', 'absent'],
    action: urls.recorded,
    method: 'POST',
  });
};
