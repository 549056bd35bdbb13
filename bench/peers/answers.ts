import type { GiveFeedbackDto } from '../../src/feedback/dto/give-feedback.dto.js';
import { HEARD, statusOf } from './ranks.js';
import type { StoredAttempt, StoredCall, StoredFeedback, StoredRecording, StoredUser } from './stored.js';

/*
 * What clients see, as Atlas answers it. Both peers answer the same; it is none of Atlas's code, whose own answers are
 * measured too.
 */

export const userOf = (user: StoredUser) => ({
  id: user._id,
  name: user.name,
  email: user.email,
  phone_number: user.phoneNumber,
  external_id: user.externalId ?? null,
  created_at: user.createdAt,
  updated_at: user.updatedAt,
});

const outcomeOf = (attempt: StoredAttempt | undefined) => ({
  submission: attempt?.submission ?? 'pending',
  status: statusOf(attempt?.rank ?? 0),
  started_at: attempt?.startedAt ?? null,
  answered_at: attempt?.answeredAt ?? null,
  ended_at: attempt?.endedAt ?? null,
  duration: attempt?.callbackDuration ?? null,
  direction: attempt?.direction ?? null,
  answered_by: null,
  sip_code: null,
  price: attempt?.price ?? null,
  price_unit: attempt?.priceUnit ?? null,
  failure_reason: null,
  explanations: [],
});

const recordingOf = (recording: StoredRecording) => ({
  sid: recording._id,
  call_sid: recording.callSid,
  status: recording.rank === HEARD ? 'completed' : 'in-progress',
  duration: recording.durationSeconds ?? null,
  url: recording.url ?? null,
  started_at: null,
  error_code: null,
  transcription: null,
});

export const feedbackOf = (feedback: StoredFeedback, sid: string | undefined) => ({
  call_sid: sid,
  call_quality: feedback.callQuality,
  agent_helpfulness: feedback.agentHelpfulness,
  resolution: feedback.resolution,
  call_ease: feedback.callEase,
  overall_satisfaction: feedback.overallSatisfaction,
  notes: feedback.notes,
  created_at: feedback.createdAt,
});

export const givenOf = (body: GiveFeedbackDto): Omit<StoredFeedback, '_id' | 'createdAt'> => ({
  callQuality: body.call_quality,
  agentHelpfulness: body.agent_helpfulness,
  resolution: body.resolution,
  callEase: body.call_ease,
  overallSatisfaction: body.overall_satisfaction,
  notes: body.notes ?? null,
});

/** There is no plan: calls are dialled at once. */
const UNPLANNED = {
  schedule_at: null,
  expires_at: null,
  window: null,
  retry: null,
  machine_detection: null,
  priority: null,
  campaign_id: null,
  metadata: {},
  waiting: null,
};

/** A call with what is known of it beside. */
export const callOf = (
  call: StoredCall,
  userId: string,
  recordings: StoredRecording[],
  feedback: StoredFeedback | null,
) => {
  const last = call.attempts.at(-1);
  return {
    call_id: call._id,
    version: call.version,
    user_id: userId,
    user_external_id: call.userExternalId,
    to_number: call.to,
    created_at: call.createdAt,
    twilio_sid: last?.sid ?? null,
    script: call.content.text ?? null,
    recording_enabled: call.recordingEnabled,
    ring_timeout: null,
    ...outcomeOf(last),
    ...UNPLANNED,
    attempts: call.attempts.map((attempt) => ({
      n: attempt.n,
      sid: attempt.sid ?? null,
      created_at: attempt.createdAt,
      ...outcomeOf(attempt),
    })),
    recordings: recordings.map(recordingOf),
    feedback: feedback && feedbackOf(feedback, last?.sid),
  };
};
