import type { FeedbackDto } from './dto/feedback.dto.js';
import type { GiveFeedbackDto } from './dto/give-feedback.dto.js';
import type { Feedback, GivenFeedback } from './feedback.js';

/** Names each field of the answer, so that nothing else leaves; `callSid` is the call's name in the answer. */
export const toFeedbackDto = (feedback: Feedback, callSid: string): FeedbackDto => ({
  call_sid: callSid,
  call_quality: feedback.callQuality,
  agent_helpfulness: feedback.agentHelpfulness,
  resolution: feedback.resolution,
  call_ease: feedback.callEase,
  overall_satisfaction: feedback.overallSatisfaction,
  notes: feedback.notes,
  created_at: feedback.createdAt.toISOString(),
});

export const toGivenFeedback = (dto: GiveFeedbackDto): GivenFeedback => ({
  callQuality: dto.call_quality,
  agentHelpfulness: dto.agent_helpfulness,
  resolution: dto.resolution,
  callEase: dto.call_ease,
  overallSatisfaction: dto.overall_satisfaction,
  notes: dto.notes ?? null,
});
