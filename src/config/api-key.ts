import type { TwilioSettings } from './twilio-settings.js';

/** The API key for REST requests, where one is set. */
export const apiKeyOf = ({
  twilioApiKeySid: sid,
  twilioApiKeySecret: secret,
}: TwilioSettings): { sid: string; secret: string } | undefined =>
  sid && secret ? { sid, secret } : undefined;
