import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

/** A webhook as Atlas sends it. */
export interface SignedEvent {
  body: string;
  headers: Record<string, string>;
}

/** A secret of an endpoint that no other test has. */
export const someWebhookSecret = (): string => `whsec_${Buffer.from(randomUUID()).toString('base64')}`;

/** An event of a call, signed by the library that receivers are told to use. */
export const signedEvent = (secret: string, type: string, data: object): SignedEvent => {
  const [id, at] = [`msg_${randomUUID()}`, new Date()];
  const body = JSON.stringify({ type, timestamp: at.toISOString(), data });
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(+at / 1000)),
      'webhook-signature': new Webhook(secret).sign(id, at, body),
    },
  };
};
