import { fieldsOf, type WebhookRecord } from '../callbacks/webhook.js';
import type { Call, StoryLine } from '../calls/call.js';
import { CALL_STATUSES, isFinal } from '../calls/call-status.js';
import type { CallRecording } from '../recordings/recording.js';

const recordingTruth = (recording: CallRecording): unknown => ({
  sid: recording.sid,
  status: recording.status,
  source: recording.source,
  duration: recording.durationSeconds,
  heard: recording.heard,
  transcription: recording.transcription && {
    sid: recording.transcription.sid,
    status: recording.transcription.status,
    text: recording.transcription.text,
  },
});

const webhookTruth = (webhook: WebhookRecord): unknown => ({
  kind: webhook.kind,
  event: webhook.event,
  method: webhook.endpoint.method,
  url: webhook.endpoint.url,
  params: fieldsOf(webhook.form),
  at: webhook.at,
  idempotency_token: webhook.token,
  faults: webhook.faults,
  tries: webhook.tries.map(({ at, status, failure, tookMs, body }) => ({
    at,
    status,
    failure,
    took_ms: tookMs,
    body,
  })),
});

/** Everything that the simulator knows of one call, for tests and for people. Times are RFC 3339. */
export function truthOf(call: Call): Record<string, unknown> {
  const told = (...kinds: StoryLine['what'][]): string[] =>
    call.story.filter(({ what }) => kinds.includes(what)).map(({ text }) => text);
  return {
    sid: call.sid,
    key: call.key,
    to: call.request.to,
    from: call.request.from,
    callee: call.callee.name,
    speed: call.clock.speed,
    status: call.status,
    is_over: isFinal(call.status),
    end_reason: call.endReason,
    sip_code: call.sipCode,
    answered_by: call.answeredBy,
    created_at: call.dateCreated,
    started_at: call.startTime,
    answered_at: call.answerTime,
    ended_at: call.endTime,
    duration: call.durationSeconds,
    said: told('said', 'played'),
    pressed: told('pressed').join(''),
    recordings: call.recordings.map(recordingTruth),
    story: call.story,
    webhooks: call.webhooks.map(webhookTruth),
    notifications: call.notifications.map(({ level, code, message, at }) => ({ level, code, message, at })),
  };
}

/** How many calls there are of each status. */
export function countByStatus(calls: readonly Call[]): Record<string, number> {
  const counts = Object.fromEntries(CALL_STATUSES.map((status) => [status, 0]));
  for (const { status } of calls) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}
