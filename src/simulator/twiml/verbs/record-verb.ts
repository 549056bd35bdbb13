import type { RecordingEvent, RecordingWishes } from '../../calls/call-request.js';
import { CallOver } from '../../calls/line.js';
import type { Heard } from '../../callees/actor.js';
import type { CallRecording } from '../../recordings/recording.js';
import { Attributes, SCHEMA_WARNING } from '../attributes.js';
import { followUp, type Flow, type Session, type Source } from '../session.js';
import type { TwimlElement } from '../twiml-element.js';

const ANY_KEY = '1234567890*#';
const BEEP_MS = 1000;
const EVENTS: readonly RecordingEvent[] = ['in-progress', 'completed', 'absent'];
/** Twilio's warnings about `<Record>`; there is none for `trim`. */
const CODE = {
  method: 13610,
  timeout: 13611,
  maxLength: 13612,
  finishOnKey: 13613,
  transcribe: 13614,
  playBeep: 13616,
};

function readWishes(attributes: Attributes): RecordingWishes {
  const asked = attributes.text('recordingStatusCallbackEvent', 'completed').split(/\s+/);
  const callback = attributes.endpoint(
    'recordingStatusCallback',
    'recordingStatusCallbackMethod',
    CODE.method,
  );
  return {
    ...(callback && { callback }),
    events: EVENTS.filter((event) => asked.includes(event)),
    trim:
      attributes.oneOf('trim', ['trim-silence', 'do-not-trim'], 'trim-silence', SCHEMA_WARNING) ===
      'trim-silence',
    channels: 1,
    track: 'inbound',
  };
}

/**
 * Records what the callee says. With nothing said there is no recording, and the verbs after this one run; else the
 * `action` URL is asked, or the current document again. Source: Twilio's `<Record>` page.
 */
export async function record(session: Session, element: TwimlElement): Promise<Flow> {
  const attributes = new Attributes(session, element);
  attributes.allow(
    'action', 'method', 'maxLength', 'timeout', 'finishOnKey', 'playBeep', 'trim', 'transcribe', 'transcribeCallback',
    'recordingStatusCallback', 'recordingStatusCallbackMethod', 'recordingStatusCallbackEvent', 'recordingTrack',
  ); // prettier-ignore
  const wishes = readWishes(attributes);
  const transcribeTo = attributes.endpoint('transcribeCallback', 'transcribeCallbackMethod', CODE.method);
  const isTranscribed = transcribeTo !== undefined || attributes.flag('transcribe', false, CODE.transcribe);
  const silenceMs =
    attributes.integer('timeout', { min: 1, max: 3600, fallback: 5, code: CODE.timeout }) * 1000;
  const maxLengthMs =
    attributes.integer('maxLength', { min: 1, max: 14_400, fallback: 3600, code: CODE.maxLength }) * 1000;
  const finishOnKey = attributes.text('finishOnKey', ANY_KEY);
  const action = attributes.action(CODE.method);
  if (attributes.flag('playBeep', true, CODE.playBeep)) await session.line.wait(BEEP_MS);

  const recording = session.exchange.recordings.start(session.call, {
    source: 'RecordVerb',
    wishes,
    ...(isTranscribed && { transcribe: transcribeTo ?? { url: '', method: 'POST' } }),
  });
  const close = (heard: Heard): void => {
    const extraMs = !wishes.trim && heard.endedBy === 'silence' && heard.seconds > 0 ? silenceMs : 0;
    session.exchange.recordings.close(session.call, recording, {
      heard: heard.text,
      seconds: heard.seconds + extraMs / 1000,
      ...(heard.sound && { sound: heard.sound }),
    });
    session.line.tell('recorded', heard.text, recording.durationSeconds ?? 0);
  };
  const heard = await listen(session, recording, { silenceMs, maxLengthMs, finishOnKey }, close, action);
  close(heard);
  if (recording.status === 'absent') return undefined;
  return { goTo: followUp(action, resultOf(session, recording, heard)) };
}

/** Listens; when the line ends meanwhile, closes the recording and tells `action`, whose answer no longer counts. */
async function listen(
  session: Session,
  recording: CallRecording,
  terms: { silenceMs: number; maxLengthMs: number; finishOnKey: string },
  close: (heard: Heard) => void,
  next: Source,
): Promise<Heard> {
  try {
    return await session.actor.record(session.line, terms);
  } catch (error) {
    const heard = session.actor.cutOff(session.line, recording.startTime);
    close(heard);
    const isHangUp = error instanceof CallOver && error.ending.by === 'callee';
    if (isHangUp && 'url' in next && recording.status !== 'absent') {
      const params = session.parameters(resultOf(session, recording, heard), 'completed');
      void session.exchange.callbacks.send(session.call, {
        kind: 'action',
        event: 'hangup',
        endpoint: next,
        params,
      });
    }
    throw error;
  }
}

function resultOf(session: Session, recording: CallRecording, heard: Heard): Record<string, string> {
  const digits = heard.endedBy === 'hang-up' ? 'hangup' : heard.key;
  return {
    RecordingDuration: String(recording.durationSeconds ?? 0),
    RecordingSid: recording.sid,
    RecordingUrl: session.exchange.recordingUrl(recording.sid),
    ...(digits !== undefined && { Digits: digits }),
  };
}
