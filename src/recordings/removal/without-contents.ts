import type { RecordingEvent } from '../recording.js';

/** What is kept of an event: that it came, when, and what status it told. */
export const withoutContents = ({ details, params: _said, ...event }: RecordingEvent): RecordingEvent => {
  const { url: _url, transcriptionText: _text, ...kept } = details;
  return { ...event, details: kept, params: {} };
};
