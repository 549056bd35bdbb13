import { newSecret, signedHeaders } from '../common/signing/webhook.signer.js';
import type { Signer } from './signer.js';

/** One whose secret is made now. */
export const newSigner = (): Signer => {
  const secret = newSecret();
  return {
    secret,
    headersOf: (id, body) => ({
      'content-type': 'application/json',
      ...signedHeaders([secret], id, body, new Date()),
    }),
  };
};
