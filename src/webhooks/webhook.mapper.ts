import type { TwilioCallback } from '../twilio/twilio-callback.js';
import type { Webhook } from '../twilio/webhook.js';
import { keepableFields } from '../twilio/keepable-fields.js';

/** The callback as the calls' room takes it. */
export const toCallback = (
  kind: TwilioCallback['kind'],
  { callId, attempt, hasPlan, params }: Webhook,
  receivedAt = new Date(),
): TwilioCallback => ({ kind, callId, attempt, hasPlan, ...keepableFields(params), receivedAt });
