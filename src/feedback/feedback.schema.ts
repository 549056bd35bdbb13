import { Schema } from 'mongoose';

/** The name under which the model is registered and injected. */
export const FEEDBACK_MODEL = 'Feedback';

/** Feedback as MongoDB holds it; `_id` is the call's id, so that there is one for each. */
export interface FeedbackRecord {
  _id: string;
  callQuality: number;
  agentHelpfulness: number;
  resolution: number;
  callEase: number;
  overallSatisfaction: number;
  notes: string | null;
  createdAt: Date;
}

const score = { type: Number, required: true, min: 1, max: 5 };

export const feedbackSchema = new Schema<FeedbackRecord>(
  {
    _id: { type: String, required: true },
    callQuality: score,
    agentHelpfulness: score,
    resolution: score,
    callEase: score,
    overallSatisfaction: score,
    notes: { type: String, default: null },
    createdAt: { type: Date, required: true },
  },
  { collection: 'feedback', versionKey: false, strict: 'throw' },
);

feedbackSchema.index({ createdAt: -1, _id: -1 });
