import type { Stored } from './database.js';

const STATUSES: Record<number, string> = {
  0: 'initiated',
  20: 'initiated',
  30: 'ringing',
  40: 'in-progress',
  51: 'failed',
  52: 'no-answer',
  53: 'busy',
  54: 'completed',
};

const iso = (date: Date | undefined): string | null => date?.toISOString() ?? null;

const outcome = (attempt: Stored) => ({
  submission: attempt.submission,
  status: STATUSES[attempt.rank],
  started_at: iso(attempt.startedAt),
  answered_at: iso(attempt.answeredAt),
  ended_at: iso(attempt.endedAt),
  duration: attempt.callbackDuration ?? null,
  direction: attempt.direction ?? null,
  answered_by: attempt.answeredBy ?? null,
  sip_code: attempt.sipCode ?? null,
  price: attempt.price ?? null,
  price_unit: attempt.priceUnit ?? null,
  failure_reason: attempt.reason ?? null,
  explanations: [],
});

const UNDIALLED = outcome({ _id: '', submission: 'pending', rank: 0 });

const recordingOf = (recording: Stored) => ({
  sid: recording._id,
  call_sid: recording.callSid,
  status: recording.rank === 3 ? 'completed' : 'in-progress',
  duration: recording.durationSeconds ?? null,
  url: recording.url ?? null,
  started_at: iso(recording.startedAt),
  error_code: null,
  transcription: recording.transcriptionSid
    ? { sid: recording.transcriptionSid, status: 'completed', text: recording.transcriptionText ?? null }
    : null,
});

export const feedbackOf = (feedback: Stored, sid: string) => ({
  call_sid: sid,
  call_quality: feedback.callQuality,
  agent_helpfulness: feedback.agentHelpfulness,
  resolution: feedback.resolution,
  call_ease: feedback.callEase,
  overall_satisfaction: feedback.overallSatisfaction,
  notes: feedback.notes,
  created_at: iso(feedback.createdAt),
});

/** A call as clients see it. */
export const callOf = (call: Stored, userId: string, recordings: Stored[], feedback: Stored | null) => {
  const attempts: Stored[] = call.attempts;
  const last = attempts.at(-1);
  return {
    call_id: call._id,
    version: call.version,
    user_id: userId,
    user_external_id: call.userExternalId,
    to_number: call.to,
    created_at: iso(call.createdAt),
    twilio_sid: last?.sid ?? null,
    script: call.content.text ?? null,
    recording_enabled: call.recordingEnabled,
    ring_timeout: null,
    ...(last ? outcome(last) : UNDIALLED),
    schedule_at: null,
    expires_at: null,
    window: null,
    retry: null,
    machine_detection: null,
    priority: null,
    campaign_id: null,
    metadata: {},
    waiting: null,
    attempts: attempts.map((attempt) => ({
      n: attempt.n,
      sid: attempt.sid ?? null,
      created_at: iso(attempt.createdAt),
      ...outcome(attempt),
    })),
    recordings: recordings.map(recordingOf),
    feedback: feedback && feedbackOf(feedback, last?.sid),
  };
};
