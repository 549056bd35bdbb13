import { createHash, createHmac } from 'node:crypto';

/**
 * The signature that Twilio would send, made without the SDK so that a mistake of one is not a mistake of both.
 * Source: https://www.twilio.com/docs/usage/security#validating-requests
 */
export const signAsTwilio = (token: string, url: string, fields: [string, string][] = []): string => {
  const values = new Map<string, Set<string>>();
  for (const [name, value] of fields) values.set(name, (values.get(name) ?? new Set()).add(value));
  const names = [...values.keys()].sort();
  const signed = names.flatMap((name) => [...(values.get(name) ?? [])].sort().map((value) => name + value));
  return createHmac('sha1', token)
    .update(url + signed.join(''))
    .digest('base64');
};

/** The value of `bodySHA256` for a body. */
export const sha256 = (body: string | Buffer): string => createHash('sha256').update(body).digest('hex');
