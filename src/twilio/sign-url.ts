import { createHmac } from 'node:crypto';

/** The signature that Twilio gives to a request without a body. */
export const signUrl = (token: string, url: string): string =>
  createHmac('sha1', token).update(url).digest('base64');
