import { Schema } from 'mongoose';
import type { Subscription } from './subscription.js';

export type SubscriptionDocument = Omit<Subscription, 'id'> & { _id: string };

export const SUBSCRIPTION_MODEL = 'Subscription';

export const subscriptionSchema = new Schema<SubscriptionDocument>(
  {
    _id: { type: String, required: true },
    url: { type: String, required: true },
    description: String,
    types: { type: [String], required: true },
    secrets: { type: [Schema.Types.Mixed], required: true } as never,
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
    disabled: { type: Schema.Types.Mixed, default: undefined },
    telling: { type: Schema.Types.Mixed, default: undefined },
    health: { type: Schema.Types.Mixed, required: true },
    nextDueAt: Date,
    rings: { type: Number, required: true },
    asked: Number,
    lease: { type: Schema.Types.Mixed, default: undefined },
  },
  { collection: 'subscriptions', versionKey: false, minimize: false },
);
