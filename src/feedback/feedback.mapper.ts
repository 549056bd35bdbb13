import type { FeedbackDto } from './dto/feedback.dto.js';
import type { GiveFeedbackDto } from './dto/give-feedback.dto.js';
import type { Feedback, GivenFeedback } from './feedback.js';
import type { FeedbackRecord } from './feedback.schema.js';

/** Names each field that leaves, so that nothing else does. */
export const toFeedbackDto = (feedback: Feedback): FeedbackDto => ({
  call_sid: feedback.callSid,
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

export const fromFeedbackRecord = (record: FeedbackRecord): Feedback => ({
  callSid: record._id,
  callQuality: record.callQuality,
  agentHelpfulness: record.agentHelpfulness,
  resolution: record.resolution,
  callEase: record.callEase,
  overallSatisfaction: record.overallSatisfaction,
  notes: record.notes,
  createdAt: record.createdAt,
});
