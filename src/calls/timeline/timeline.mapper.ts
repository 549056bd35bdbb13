import { toExplanationDtos } from '../view/code-explanation.mapper.js';
import type { TimelineDto, TimelineEventDto } from './dto/timeline.dto.js';
import type { Timeline } from './timeline.js';
import type { TimelineEvent } from './timeline-event.js';

/** Of all that Twilio sends, what helps to understand a call; by Twilio's names, in snake_case. */
const USEFUL = new Set(
  (
    'from to call_sid call_status sequence_number call_duration answered_by sip_response_code error_code ' +
    'error_message recording_sid recording_status recording_duration recording_url transcription_sid ' +
    'transcription_status transcription_text sid status duration_seconds start_time end_time price price_unit ' +
    'url outcome code message digits unkept'
  ).split(' '),
);

/** `CallStatus` and `callStatus` are `call_status`. */
const toSnakeCase = (name: string): string =>
  name.replace(/[A-Z]/g, (letter, at) => `${at > 0 ? '_' : ''}${letter.toLowerCase()}`);

/** Fields that calls show under another name. */
const NAMES: Record<string, string> = { sid: 'twilio_sid' };

const toChanges = (changes: TimelineEvent['changes']): TimelineEventDto['changes'] =>
  Object.fromEntries(
    Object.entries(changes).map(([name, change]) => [NAMES[name] ?? toSnakeCase(name), change]),
  );

const toDetails = ({ params, leftOut }: TimelineEvent): Record<string, string> => ({
  ...Object.fromEntries(
    Object.entries(params)
      .map(([name, value]) => [toSnakeCase(name), value] as const)
      .filter(([name, value]) => USEFUL.has(name) && value !== ''),
  ),
  ...(leftOut && { left_out: leftOut.join(', ') }),
});

const toEventDto = (event: TimelineEvent): TimelineEventDto => ({
  attempt: event.attempt,
  source: event.source,
  kind: event.kind,
  status: event.status,
  occurred_at: event.occurredAt ?? null,
  received_at: event.receivedAt,
  recording_sid: event.recordingSid ?? null,
  changes: toChanges(event.changes),
  ignored: event.ignored ?? null,
  explanations: toExplanationDtos(event.status, event.sipCode, event.errorCode),
  details: toDetails(event),
});

export const toTimelineDto = ({ callId, status, repairs, events }: Timeline): TimelineDto => ({
  call_id: callId,
  status,
  repairs,
  events: events.map(toEventDto),
});
