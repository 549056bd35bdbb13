import { toPlanAnswer } from '../../plan/plan.mapper.js';
import { toRecordingDto } from '../../recordings/recording.mapper.js';
import { type Attempt, type Call, callStatus, lastAttempt } from '../model/call.js';
import { answeredAtOf, durationOf, endedAtOf } from '../model/attempt-times.js';
import { statusOf } from '../model/call-event.js';
import type { HeldUp } from '../model/call-step.js';
import { endedWaiting, reasonOf } from '../model/failure-of.js';
import { toCallFeedbackDto } from './call-feedback.mapper.js';
import { toExplanationDtos } from './code-explanation.mapper.js';
import type { CallDetails } from './calls.service.js';
import type { AttemptDto, CallDto, FailureReasonDto, WaitingDto } from './dto/call.dto.js';

const toFailureReason = (attempt: Attempt): FailureReasonDto | null => {
  const reason = reasonOf(attempt);
  return reason ? { code: reason.code, message: reason.message } : null;
};

const toOutcome = (attempt: Attempt) => ({
  submission: attempt.submission,
  status: statusOf(attempt),
  started_at: attempt.startedAt ?? null,
  answered_at: answeredAtOf(attempt) ?? null,
  ended_at: endedAtOf(attempt) ?? null,
  duration: durationOf(attempt) ?? null,
  direction: attempt.direction ?? null,
  answered_by: attempt.answeredBy ?? null,
  sip_code: attempt.sipCode ?? null,
  price: attempt.price ?? null,
  price_unit: attempt.priceUnit ?? null,
  failure_reason: toFailureReason(attempt),
  explanations: toExplanationDtos(
    statusOf(attempt),
    attempt.sipCode,
    reasonOf(attempt)?.code ?? attempt.errorCode,
  ),
});

/** What there is to tell of a call that was not dialled yet. */
const UNDIALLED = {
  submission: 'pending' as const,
  started_at: null,
  answered_at: null,
  ended_at: null,
  duration: null,
  direction: null,
  answered_by: null,
  sip_code: null,
  price: null,
  price_unit: null,
  explanations: [],
};

const toAttemptDto = (attempt: Attempt): AttemptDto => ({
  n: attempt.n,
  sid: attempt.sid ?? null,
  created_at: attempt.createdAt,
  ...toOutcome(attempt),
});

const toEndedReason = (call: Call): FailureReasonDto | null => {
  const over = endedWaiting(call);
  return over && { code: over.code, message: over.message };
};

const toEndedAt = (call: Call): Date | null => {
  const last = lastAttempt(call);
  return endedWaiting(call)?.at ?? (last && endedAtOf(last)) ?? null;
};

/** One that is due waits for its turn, or for what holds up all of them. */
export const toWaitingDto = ({ wait }: Call, heldUp: HeldUp | null): WaitingDto | null => {
  if (!wait) return null;
  return wait.dueAt > new Date()
    ? { for: wait.why, until: wait.dueAt }
    : { for: heldUp ?? 'pace', until: null };
};

export const toCallDto = ({ call, userId, recordings, feedback, heldUp }: CallDetails): CallDto => {
  const last = lastAttempt(call);
  return {
    call_id: call.id,
    version: call.version,
    user_id: userId,
    user_external_id: call.userExternalId,
    to_number: call.to,
    created_at: call.createdAt,
    erased_at: call.erasedAt ?? null,
    twilio_sid: last?.sid ?? null,
    script: call.content.text ?? null,
    recording_enabled: call.recordingEnabled,
    ring_timeout: call.ringSeconds ?? null,
    ...(last ? toOutcome(last) : UNDIALLED),
    status: callStatus(call),
    ended_at: toEndedAt(call),
    failure_reason: (last && toFailureReason(last)) ?? toEndedReason(call),
    ...toPlanAnswer(call.plan),
    waiting: toWaitingDto(call, heldUp ?? null),
    attempts: call.attempts.map(toAttemptDto),
    recordings: recordings.map(toRecordingDto),
    feedback: feedback && toCallFeedbackDto(call, feedback),
  };
};
