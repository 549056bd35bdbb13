import type { Attempt, Call, Feedback, Recording, User } from './schemas.js';

const STATUSES = new Map([
  [0, 'initiated'],
  [20, 'initiated'],
  [30, 'ringing'],
  [40, 'in-progress'],
  [51, 'failed'],
  [52, 'no-answer'],
  [53, 'busy'],
  [54, 'completed'],
]);

export const userOf = (user: User) => ({
  id: user._id,
  name: user.name,
  email: user.email,
  phone_number: user.phoneNumber,
  external_id: user.externalId ?? null,
  created_at: user.createdAt,
  updated_at: user.updatedAt,
});

const outcomeOf = (attempt: Attempt | undefined) => ({
  submission: attempt?.submission ?? 'pending',
  status: STATUSES.get(attempt?.rank ?? 0),
  started_at: attempt?.startedAt ?? null,
  answered_at: attempt?.answeredAt ?? null,
  ended_at: attempt?.endedAt ?? null,
  duration: attempt?.callbackDuration ?? null,
  direction: attempt?.direction ?? null,
  price: attempt?.price ?? null,
  price_unit: attempt?.priceUnit ?? null,
  explanations: [],
});

export const recordingOf = (recording: Recording) => ({
  sid: recording._id,
  call_sid: recording.callSid,
  status: recording.rank === 3 ? 'completed' : 'in-progress',
  duration: recording.durationSeconds ?? null,
  url: recording.url ?? null,
  transcription: null,
});

export const feedbackOf = (feedback: Feedback, sid: string | undefined) => ({
  call_sid: sid,
  call_quality: feedback.callQuality,
  agent_helpfulness: feedback.agentHelpfulness,
  resolution: feedback.resolution,
  call_ease: feedback.callEase,
  overall_satisfaction: feedback.overallSatisfaction,
  notes: feedback.notes,
  created_at: feedback.createdAt,
});

export const callOf = (call: Call, userId: string, recordings: Recording[], feedback: Feedback | null) => {
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
    ...outcomeOf(last),
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
