import { Schema } from 'mongoose';
import type { Event } from './event.js';

export type EventDocument = Omit<Event, 'id'> & { _id: string };

export const EVENT_MODEL = 'Event';

export const eventSchema = new Schema<EventDocument>(
  {
    _id: { type: String, required: true },
    type: { type: String, required: true },
    at: { type: Date, required: true },
    createdAt: { type: Date, required: true },
    callId: String,
    sequence: Number,
    body: { type: String, required: true },
  },
  { collection: 'events', versionKey: false },
);

eventSchema.index({ createdAt: 1, _id: 1 });
eventSchema.index({ callId: 1 }, { sparse: true });
