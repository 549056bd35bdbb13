import { Schema } from 'mongoose';
import type { ApiKey } from './api-key.js';

export const API_KEY_MODEL = 'ApiKey';

export type ApiKeyDocument = Omit<ApiKey, 'id'> & { _id: string };

export const apiKeySchema = new Schema<ApiKeyDocument>(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
    prefix: { type: String, required: true },
    hash: { type: String, required: true },
    scopes: { type: [String], required: true },
    createdAt: { type: Date, required: true },
    expiresAt: Date,
    revokedAt: Date,
    lastUsedAt: Date,
    onlyWhileOpen: Boolean,
  },
  { collection: 'api_keys', versionKey: false, strict: 'throw' },
);

apiKeySchema.index({ hash: 1 }, { unique: true });
apiKeySchema.index({ createdAt: -1, _id: -1 });
