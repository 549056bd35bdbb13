import { joinEvidence } from '../../common/evidence.js';
import {
  recordingEvidence,
  type RecordingEvent,
  type RecordingHistory,
  type RecordingState,
  recordingStatus,
  transcriptionStatus,
} from '../../recordings/recording.js';
import { ALREADY_KNOWN } from './ignored-event.js';
import { changesBetween, type View } from './shown-changes.js';
import type { TimelineEvent } from './timeline-event.js';

const viewOf = (state: RecordingState): View => ({
  recordingStatus: recordingStatus(state),
  recordingDuration: state.durationSeconds,
  recordingUrl: state.url,
  recordingErrorCode: state.errorCode,
  recordingStartedAt: state.startedAt,
  transcriptionStatus: transcriptionStatus(state),
  transcriptionText: state.transcriptionText,
});

const whyIgnored = (before: View, { status, transcriptionStatus: transcribed }: RecordingEvent): string => {
  const isOlder =
    (status !== undefined && status !== before.recordingStatus) ||
    (transcribed !== undefined && transcribed !== before.transcriptionStatus);
  return isOlder ? 'an older status' : ALREADY_KNOWN;
};

const entryOf = ({ sid, attempt }: RecordingHistory, event: RecordingEvent) => ({
  key: event.key,
  attempt,
  source: event.source ?? ('callback' as const),
  kind: event.details.transcriptionSid ? ('transcription' as const) : ('recording' as const),
  status: event.transcriptionStatus ?? event.status ?? null,
  occurredAt: event.details.startedAt,
  receivedAt: event.receivedAt,
  recordingSid: sid,
  // Twilio says 0 for no error.
  errorCode: event.details.errorCode ? String(event.details.errorCode) : undefined,
  params: event.params,
  leftOut: event.leftOut,
});

/** Each event of a recording with what it changed, in the order of arrival. */
export const recordingStory = (history: RecordingHistory): TimelineEvent[] => {
  let state: RecordingState = {};
  const events = history.events.toSorted((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime());
  return events.map((event) => {
    const before = viewOf(state);
    state = joinEvidence(state, recordingEvidence(event));
    const changes = changesBetween(before, viewOf(state));
    const ignored = Object.keys(changes).length === 0 ? { ignored: whyIgnored(before, event) } : {};
    return { ...entryOf(history, event), changes, ...ignored };
  });
};
