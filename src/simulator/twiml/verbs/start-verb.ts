import { Attributes, SCHEMA_WARNING } from '../attributes.js';
import { LiveTranscription, type TranscribedTrack } from '../live-transcription.js';
import type { Flow, Session } from '../session.js';
import type { TwimlElement } from '../twiml-element.js';
import { leftOut } from './speaking-verbs.js';

const TRACKS: readonly TranscribedTrack[] = ['inbound_track', 'outbound_track', 'both_tracks'];
const ATTRIBUTES = [
  'enableAutomaticPunctuation', 'hints', 'inboundTrackLabel', 'languageCode', 'name', 'outboundTrackLabel', 'partialResults',
  'profanityFilter', 'speechModel', 'statusCallbackMethod', 'statusCallbackUrl', 'track', 'transcriptionEngine',
]; // prettier-ignore

/** `<Start>`: begins what goes on beside the script; of that only `<Transcription>` is simulated. */
export function start(session: Session, element: TwimlElement): Flow {
  for (const child of element.children) {
    if (child.name === 'Transcription') startTranscription(session, child);
    else leftOut(session, 'Start', child.name);
  }
  return undefined;
}

/** `<Stop>`: ends the transcription of that name. */
export function stop(session: Session, element: TwimlElement): Flow {
  for (const child of element.children) {
    const name = child.attributes.name ?? '';
    session.transcriptions.get(name)?.stop();
    session.transcriptions.delete(name);
  }
  return undefined;
}

function startTranscription(session: Session, element: TwimlElement): void {
  const attributes = new Attributes(session, element);
  attributes.allow(...ATTRIBUTES);
  const endpoint = attributes.endpoint('statusCallbackUrl', 'statusCallbackMethod', SCHEMA_WARNING);
  const name = attributes.text('name', '');
  const transcription = new LiveTranscription(session, {
    name,
    ...(endpoint && { endpoint }),
    track: attributes.oneOf('track', TRACKS, 'both_tracks', SCHEMA_WARNING),
    languageCode: attributes.text('languageCode', 'en-US'),
    partialResults: attributes.flag('partialResults', false, SCHEMA_WARNING),
  });
  session.transcriptions.set(name, transcription);
  transcription.start();
}
