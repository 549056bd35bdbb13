import type { Schema } from '../api/client.js';

type Key = Pick<Schema<'Key'>, 'revoked_at' | 'expires_at'>;

/** Whether a key is taken; a revoked one stays revoked, whenever it would have expired. */
export const keyState = ({ revoked_at, expires_at }: Key, now: Date): 'good' | 'expired' | 'revoked' => {
  if (revoked_at !== null) return 'revoked';
  return expires_at !== null && Date.parse(expires_at) <= now.getTime() ? 'expired' : 'good';
};
