/** What the person who was called thought of the call; each score is an integer from 1 to 5. */
export interface Feedback {
  callId: string;
  callQuality: number;
  agentHelpfulness: number;
  resolution: number;
  callEase: number;
  overallSatisfaction: number;
  /** At most 2,000 characters; null when none were given. */
  notes: string | null;
  /** When feedback was first given on this call. */
  createdAt: Date;
}

/** What a client says. */
export type GivenFeedback = Omit<Feedback, 'callId' | 'createdAt'>;
