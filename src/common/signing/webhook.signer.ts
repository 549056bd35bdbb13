import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

const SECRET_BYTES = 32;

/** As an endpoint is to know it. Source: Standard Webhooks, symmetric secrets. */
export const newSecret = (): string => `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;

/** The headers of Standard Webhooks for these bytes, signed by each of the secrets. */
export const signedHeaders = (
  secrets: readonly string[],
  eventId: string,
  body: string,
  now: Date,
): Record<string, string> => ({
  'webhook-id': eventId,
  'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
  'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(eventId, now, body)).join(' '),
});
