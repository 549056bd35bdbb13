import type { CallListInstanceCreateOptions } from 'twilio/lib/rest/api/v2010/account/call.js';
import { callbackUrls } from './callback-urls.js';
import type { TwilioAccount } from './twilio-account.js';

/** What Twilio is asked to dial. */
export interface PlaceCall {
  /** E.164 of the callee. */
  to: string;
  callId: string;
  /** Counts from 1. */
  attempt: number;
  recordingEnabled: boolean;
  /** Whether another attempt may follow this one. */
  hasPlan: boolean;
  /** Whether Twilio is to tell a person from a machine, and to wait for the end of the machine's greeting. */
  machineDetection?: 'none' | 'enable' | 'detect_message_end';
  /** For how long the phone rings. */
  ringSeconds: number;
  /** Twilio ends a call that was answered after this. */
  maxSeconds: number;
  /** Its trace, which the webhooks of the call continue. */
  trace?: string;
}

const STATUS_EVENTS = ['initiated', 'ringing', 'answered', 'completed'];

const DETECTION = { none: undefined, enable: 'Enable', detect_message_end: 'DetectMessageEnd' } as const;

const machineDetection = ({ machineDetection: wish = 'none' }: PlaceCall): { machineDetection?: string } => {
  const detection = DETECTION[wish];
  return detection ? { machineDetection: detection } : {};
};

/** The parameters of Twilio's `POST /Calls`, from the account's number. */
export const createParameters = (account: TwilioAccount, call: PlaceCall): CallListInstanceCreateOptions => {
  const urls = callbackUrls(account.baseUrl, call);
  return {
    to: call.to,
    from: account.fromNumber,
    url: urls.voice,
    method: 'POST',
    fallbackUrl: urls.fallback,
    fallbackMethod: 'POST',
    statusCallback: urls.status,
    statusCallbackMethod: 'POST',
    statusCallbackEvent: STATUS_EVENTS,
    timeout: call.ringSeconds,
    timeLimit: call.maxSeconds,
    ...machineDetection(call),
  };
};
