import { Schema } from 'mongoose';
import type { Entry } from './entry.js';
import type { OpenChain } from './audit.repository.js';

export const AUDIT_ENTRY_MODEL = 'AuditEntry';
export const AUDIT_CHAIN_MODEL = 'AuditChain';

export type AuditEntryDocument = Entry & { _id: string };
export type AuditChainDocument = Omit<OpenChain, 'chain'> & { _id: string };

const text = { type: String, required: true };

export const auditEntrySchema = new Schema<AuditEntryDocument>(
  {
    _id: text,
    chain: text,
    seq: { type: Number, required: true },
    at: { type: Date, required: true },
    prev: String,
    hash: text,
    kind: text,
    who: String,
    action: String,
    resource: String,
    address: String,
    requestId: String,
    of: String,
    outcome: String,
    status: Number,
    why: String,
    heads: { type: [Object], default: undefined },
  },
  { collection: 'audit_entries', versionKey: false, strict: 'throw' },
);

auditEntrySchema.index({ chain: 1, seq: 1 }, { unique: true });
auditEntrySchema.index({ at: -1, _id: -1 });
for (const field of ['who', 'action', 'resource'] as const)
  auditEntrySchema.index({ [field]: 1, at: -1, _id: -1 });

export const auditChainSchema = new Schema<AuditChainDocument>(
  { _id: text, from: { type: Number, required: true }, at: { type: Date, required: true } },
  { collection: 'audit_chains', versionKey: false, strict: 'throw' },
);
