/** What the person who was called thought of one attempt; each score is an integer from 1 to 5. */
export interface Feedback {
  /** The SID that it was given for. */
  callSid: string;
  callQuality: number;
  agentHelpfulness: number;
  resolution: number;
  callEase: number;
  overallSatisfaction: number;
  /** At most 2,000 characters; null when none were given. */
  notes: string | null;
  /** When feedback was first given for this SID. */
  createdAt: Date;
}

/** What a client says. */
export type GivenFeedback = Omit<Feedback, 'callSid' | 'createdAt'>;
