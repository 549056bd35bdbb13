import { randomUUID } from 'node:crypto';
import type { Feedback, GivenFeedback } from '../feedback.js';

/** What a client says, without notes. */
export const someRating: GivenFeedback = {
  callQuality: 5,
  agentHelpfulness: 4,
  resolution: 3,
  callEase: 2,
  overallSatisfaction: 1,
  notes: null,
};

export const feedbackOn = (callId = randomUUID() as string, changes: Partial<Feedback> = {}): Feedback => ({
  ...someRating,
  callId,
  createdAt: new Date('2026-01-02T03:04:05.678Z'),
  ...changes,
});
