import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { Signer } from './signer.js';

/** One whose secret is made now. */
export const newSigner = (): Signer => {
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  const webhook = new Webhook(secret);
  return {
    secret,
    headersOf: (id, body) => {
      const now = new Date();
      return {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
        'webhook-signature': webhook.sign(id, now, body),
      };
    },
  };
};
