import { Schema } from 'mongoose';

export interface LeaseDocument {
  _id: string;
  until: Date;
}

export const LEASE_MODEL = 'Lease';

export const leaseSchema = new Schema<LeaseDocument>(
  { _id: { type: String, required: true }, until: { type: Date, required: true } },
  { collection: 'leases', versionKey: false },
);
