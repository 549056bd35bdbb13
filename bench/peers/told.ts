import { createHash } from 'node:crypto';
import type { StoredEvent } from './stored.js';

/** A form that Twilio posts. */
export type Fields = Record<string, string>;

/** What a webhook tells, as it is kept. */
export const eventOf = (kind: string, fields: Fields): StoredEvent => ({
  key: createHash('sha256').update(JSON.stringify(fields)).digest('base64url'),
  source: 'callback',
  kind,
  status: fields.CallStatus,
  receivedAt: new Date(),
  direction: fields.Direction,
  params: fields,
});
