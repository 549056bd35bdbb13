import type { Account } from '../account.js';
import type {
  CallEvent,
  CallRequest,
  MachineDetection,
  RecordingEvent,
  RecordingWishes,
} from '../calls/call-request.js';
import { checkFrom, checkTo } from './check-numbers.js';
import type { Form } from './form.js';
import { badParameter } from './rest-error.js';

const CALL_EVENTS: readonly CallEvent[] = ['initiated', 'ringing', 'answered', 'completed'];
const RECORDING_EVENTS: readonly RecordingEvent[] = ['in-progress', 'completed', 'absent'];
const MAX_TWIML_CHARACTERS = 4000;
const MAX_TIME_LIMIT_SECONDS = 86_400;
const DEFAULT_TIME_LIMIT_SECONDS = 14_400;
const INVALID_SEND_DIGITS = 21206;
const INVALID_TIMEOUT = 21208;
const INVALID_STATUS_CALLBACK = 21609;

/** Validates `POST /Calls.json`; throws the RestError that Twilio answers. */
export function readCallRequest(form: Form, account: Account): CallRequest {
  const to = checkTo(form.text('To'));
  const from = checkFrom(form.text('From'), account);
  const fallback = form.endpoint('FallbackUrl', 'FallbackMethod');
  const statusCallback = form.endpoint('StatusCallback', 'StatusCallbackMethod', INVALID_STATUS_CALLBACK);
  const record = readRecord(form);
  const sendDigits = readSendDigits(form);
  const machineDetection = sendDigits === '' ? readMachineDetection(form) : undefined;
  return {
    to,
    from,
    voice: readVoice(form),
    ...(fallback && { fallback }),
    ...(statusCallback && { statusCallback }),
    statusEvents: readStatusEvents(form),
    timeoutSeconds: form.integer('Timeout', { min: 1, max: 600, fallback: 60, code: INVALID_TIMEOUT }),
    timeLimitSeconds: form.integer('TimeLimit', {
      min: 1,
      max: MAX_TIME_LIMIT_SECONDS,
      fallback: DEFAULT_TIME_LIMIT_SECONDS,
    }),
    sendDigits,
    ...(record && { record }),
    ...(machineDetection && { machineDetection }),
  };
}

function readVoice(form: Form): CallRequest['voice'] {
  if (form.text('ApplicationSid') !== undefined) {
    throw badParameter(
      21218,
      `ApplicationSid ${form.text('ApplicationSid')} is not valid: this account has no applications`,
    );
  }
  const url = form.endpoint('Url', 'Method');
  if (url) return url;
  const twiml = form.text('Twiml');
  if (twiml === undefined) throw badParameter(21205, "One of 'Url', 'Twiml' or 'ApplicationSid' is required");
  if ([...twiml].length > MAX_TWIML_CHARACTERS)
    throw badParameter(21205, `Twiml is longer than ${MAX_TWIML_CHARACTERS} characters`);
  return { twiml };
}

/** Unknown events are left out, as Twilio does with a warning; none at all means `completed`. */
function readStatusEvents(form: Form): CallEvent[] {
  const asked = form.all('StatusCallbackEvent');
  return asked.length === 0 ? ['completed'] : CALL_EVENTS.filter((event) => asked.includes(event));
}

function readSendDigits(form: Form): string {
  const digits = form.text('SendDigits') ?? '';
  if (/^[0-9A-D#*wW]{0,32}$/.test(digits)) return digits;
  throw badParameter(INVALID_SEND_DIGITS, 'SendDigits must be at most 32 of 0-9, A-D, #, *, w and W');
}

function readRecord(form: Form): RecordingWishes | undefined {
  if (!form.isTrue('Record')) return undefined;
  const callback = form.endpoint('RecordingStatusCallback', 'RecordingStatusCallbackMethod');
  const events = form.all('RecordingStatusCallbackEvent').flatMap((text) => text.split(/[\s,]+/));
  return {
    ...(callback && { callback }),
    events: events.length === 0 ? ['completed'] : RECORDING_EVENTS.filter((event) => events.includes(event)),
    trim: form.oneOf('Trim', ['trim-silence', 'do-not-trim']) !== 'do-not-trim',
    channels: form.oneOf('RecordingChannels', ['mono', 'dual']) === 'dual' ? 2 : 1,
    track: form.oneOf('RecordingTrack', ['inbound', 'outbound', 'both']) ?? 'both',
  };
}

function readMachineDetection(form: Form): MachineDetection | undefined {
  const mode = form.oneOf('MachineDetection', ['Enable', 'DetectMessageEnd']);
  if (!mode) return undefined;
  const callback = form.endpoint('AsyncAmdStatusCallback', 'AsyncAmdStatusCallbackMethod');
  return {
    mode,
    timeoutSeconds: form.integer('MachineDetectionTimeout', { min: 3, max: 59, fallback: 30 }),
    speechThresholdMs: form.integer('MachineDetectionSpeechThreshold', {
      min: 1000,
      max: 6000,
      fallback: 2400,
    }),
    speechEndThresholdMs: form.integer('MachineDetectionSpeechEndThreshold', {
      min: 500,
      max: 5000,
      fallback: 1200,
    }),
    silenceTimeoutMs: form.integer('MachineDetectionSilenceTimeout', {
      min: 2000,
      max: 10_000,
      fallback: 5000,
    }),
    ...(form.isTrue('AsyncAmd') && { async: callback ? { callback } : {} }),
  };
}
