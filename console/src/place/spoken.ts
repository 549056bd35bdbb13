import type { PlaceInput } from './draft.js';
import { placeWords } from '../words/place.js';

/** One thing that the callee hears. */
interface Heard {
  kind: 'speech' | 'event';
  text: string;
}

const { spoken } = placeWords;

/** What the callee hears, in its order. Source: src/twilio/voice-response.ts. */
export const heardBy = ({
  script,
  recording_enabled: isRecorded = true,
}: Pick<PlaceInput, 'script' | 'recording_enabled'>): Heard[] => {
  const speech = (text: string): Heard => ({ kind: 'speech', text });
  const event = (text: string): Heard => ({ kind: 'event', text });
  const text = script?.trim() ? script : isRecorded ? spoken.invitation : spoken.noScript;
  if (!isRecorded) return [speech(text), event(spoken.end)];
  return [
    ...[speech(spoken.consent), speech(text), event(spoken.tone)],
    ...[event(spoken.recording), speech(spoken.thanks), event(spoken.end)],
  ];
};
