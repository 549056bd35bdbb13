import { Schema } from 'mongoose';
import type { Delivery } from './delivery.js';

export type DeliveryDocument = Omit<Delivery, 'id'> & { _id: string };

export const DELIVERY_MODEL = 'Delivery';

export const deliverySchema = new Schema<DeliveryDocument>(
  {
    _id: { type: String, required: true },
    eventId: { type: String, required: true },
    subscriptionId: { type: String, required: true },
    type: { type: String, required: true },
    callId: String,
    createdAt: { type: Date, required: true },
    status: { type: String, required: true },
    failures: { type: Number, required: true },
    dueAt: Date,
    tries: { type: [Schema.Types.Mixed], required: true } as never,
  },
  { collection: 'deliveries', versionKey: false },
);

// The next of an endpoint; absent from it are those that are not due any more.
deliverySchema.index({ subscriptionId: 1, dueAt: 1 });
deliverySchema.index({ subscriptionId: 1, createdAt: -1, _id: -1 });
deliverySchema.index({ subscriptionId: 1, status: 1, createdAt: -1, _id: -1 });
deliverySchema.index({ callId: 1 }, { sparse: true });
deliverySchema.index({ createdAt: 1 });
