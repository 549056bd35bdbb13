import type { SignedRequest } from '../signed-request.js';
import { signAsTwilio } from './sign-as-twilio.js';
import { testAccount } from './test-account.js';

export const WEBHOOK_ACCOUNT = testAccount({ secondaryAuthToken: 'a-second-token-for-tests' });

const sid = (prefix: string): string => prefix + '0123456789abcdef'.repeat(2);

export const CALL = {
  ApiVersion: '2010-04-01',
  CallSid: sid('CA'),
  CallStatus: 'in-progress',
  Called: '+14155550100',
  CalledCity: 'SAN FRANCISCO',
  CalledCountry: 'US',
  Caller: '+15005550006',
  Direction: 'outbound-api',
  From: '+15005550006',
  To: '+14155550100',
  ToCity: 'SAN FRANCISCO',
  ToZip: '',
};

const RECORDING = {
  RecordingSid: sid('RE'),
  RecordingUrl: `https://api.twilio.com/2010-04-01/Accounts/${WEBHOOK_ACCOUNT.accountSid}/Recordings/${sid('RE')}`,
};

const IDS = 'call_id=7b7c3f0e-1f6b-4a8e-9d5f-2f1f0a7c9b11&attempt=1';

/** What Twilio sends to each route, as its documentation has it. */
export const WEBHOOKS = {
  voice: { url: `/twilio/voice?${IDS}&recording=true`, fields: CALL },
  fallback: {
    url: `/twilio/voice/fallback?${IDS}&recording=true`,
    fields: {
      ...CALL,
      ErrorCode: '11200',
      ErrorUrl: `${WEBHOOK_ACCOUNT.baseUrl}/twilio/voice/recorded?${IDS}`,
    },
  },
  recorded: {
    url: `/twilio/voice/recorded?${IDS}`,
    fields: { ...CALL, ...RECORDING, RecordingDuration: '7', Digits: 'hangup' },
  },
  status: {
    url: `/twilio/status?${IDS}&plan=true`,
    fields: {
      ...CALL,
      CallStatus: 'completed',
      AnsweredBy: 'human',
      CallDuration: '17',
      CallbackSource: 'call-progress-events',
      Duration: '1',
      SequenceNumber: '3',
      SipResponseCode: '200',
      Timestamp: 'Thu, 05 Mar 2026 06:07:08 +0000',
    },
  },
  recording: {
    url: `/twilio/recording?${IDS}`,
    fields: {
      CallSid: CALL.CallSid,
      ...RECORDING,
      ErrorCode: '0',
      RecordingChannels: '1',
      RecordingDuration: '7',
      RecordingSource: 'RecordVerb',
      RecordingStartTime: 'Thu, 05 Mar 2026 06:07:08 +0000',
      RecordingStatus: 'completed',
      RecordingTrack: 'both',
    },
  },
  transcription: {
    url: `/twilio/recording?${IDS}`,
    fields: {
      ...CALL,
      ...RECORDING,
      TranscriptionSid: sid('TR'),
      TranscriptionStatus: 'completed',
      TranscriptionText: 'Yes Sir, call me at ten.',
      TranscriptionType: 'fast',
      TranscriptionUrl: `${RECORDING.RecordingUrl}/Transcriptions/${sid('TR')}`,
    },
  },
} as const;

export type Pair = [name: string, value: string];

/** Twilio names the account in each of them. */
export const pairsOf = (fields: Record<string, string>): Pair[] =>
  Object.entries({ AccountSid: WEBHOOK_ACCOUNT.accountSid, ...fields });

/** A form that is posted with this signature. */
export const posted = (originalUrl: string, pairs: Pair[], signature: string): SignedRequest => {
  const rawBody = Buffer.from(new URLSearchParams(pairs).toString());
  return {
    method: 'POST',
    originalUrl,
    rawBody,
    headers: {
      'x-twilio-signature': signature,
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': String(rawBody.length),
    },
  };
};

export const signatureOf = (url: string, pairs: Pair[] = [], token = WEBHOOK_ACCOUNT.authToken): string =>
  signAsTwilio(token, WEBHOOK_ACCOUNT.baseUrl + url, pairs);
