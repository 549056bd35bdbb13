import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js';
import type { CallbackUrls } from './callback-urls.js';
import { toSpeechPieces } from './speech-pieces.js';
import { escapeAttribute, escapeText } from './xml-text.js';

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

/** The TwiML of an answered call: consent where it is recorded, the script, the recording, the end. */
export const scriptTwiml = ({ text = '', recording, urls }: Script): string => {
  const pieces = toSpeechPieces(text);
  if (pieces.length === 0) pieces.push(recording ? INVITATION : NO_SCRIPT);
  const said = pieces.map(escapeText).join('</Say><Say>');
  const [news, recorded] = [escapeAttribute(urls.recording), escapeAttribute(urls.recorded)];
  return recording ? fill(RECORDED, [said, news, news, recorded]) : fill(UNRECORDED, [said]);
};

/** The TwiML after a recording: thanks, and the end. */
export const thanksTwiml = (): string => THANKED;

/** The TwiML for a call that Atlas does not know, or cannot go on with. */
export const apologyTwiml = (): string => APOLOGISED;

/** The TwiML that ends the call without a word. */
export const hangupTwiml = (): string => HUNG_UP;

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

/** As the SDK writes it. */
const written = (say: (response: VoiceResponse) => void): string => {
  const response = new VoiceResponse();
  say(response);
  response.hangup();
  return response.toString();
};

const HUNG_UP = written(() => undefined);
const THANKED = written((response) => void response.say(THANKS));
const APOLOGISED = written((response) => void response.say(APOLOGY));

/** Stands where something differs from call to call; all else is written once. */
const GAP = '{gap}';
const UNRECORDED = written((response) => void response.say(GAP)).split(GAP);
const RECORDED = written((response) => {
  response.say(CONSENT);
  response.say(GAP);
  record(response, { recording: GAP, recorded: GAP });
}).split(GAP);

const fill = (parts: string[], fillings: string[]): string =>
  parts.map((part, n) => part + (fillings[n] ?? '')).join('');
