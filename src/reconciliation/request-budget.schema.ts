import { Schema } from 'mongoose';

/** The one record of the budget, with the last grant. */
export interface RequestBudgetDocument {
  _id: string;
  /** When the next request is free, in milliseconds since 1970. */
  next: number;
  now?: number;
  first?: number;
  granted?: number;
}

export const REQUEST_BUDGET_MODEL = 'RequestBudget';
export const BUDGET_ID = 'twilio';

export const requestBudgetSchema = new Schema<RequestBudgetDocument>(
  {
    _id: { type: String, required: true },
    next: { type: Number, required: true },
    now: Number,
    first: Number,
    granted: Number,
  },
  { collection: 'request_budget', versionKey: false },
);
