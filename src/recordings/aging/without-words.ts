import type { RecordingEvent } from '../recording.js';

/** The event without what was said in the recording. */
export const withoutWords = (event: RecordingEvent): RecordingEvent => {
  const { TranscriptionText: _told, text: _answered, ...params } = event.params;
  const { transcriptionText: _text, ...details } = event.details;
  return { ...event, details, params };
};

/** The event without the fields as they came. */
export const withoutFields = (event: RecordingEvent): RecordingEvent => ({ ...event, params: {} });
