import { createHash } from 'node:crypto';

/** A verified request that Twilio made of us, as it came. Plain data, so that it can wait for its call. */
export interface TwilioCallback {
  kind: 'status' | 'voice' | 'recording';
  /** What the URL that we gave Twilio says of the call it belongs to. */
  callId?: string;
  attempt?: number;
  /** Whether another attempt may follow; absent where the URL says nothing of it. */
  hasPlan?: boolean;
  /** Twilio's I-Twilio-Idempotency-Token: the same on each try of one event. */
  token?: string;
  /** The form's fields, flat. */
  params: Record<string, string>;
  receivedAt: Date;
}

/** A whole number of zero or more, or nothing. */
export const parseCount = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;

/** An RFC 2822 date, or nothing. */
export const parseTwilioDate = (text: string | undefined): Date | undefined => {
  const date = new Date(text ?? '');
  return Number.isNaN(date.getTime()) ? undefined : date;
};

/** Equal for two deliveries of the same event: Twilio's token where it sent one, else the fields that tell events apart. */
export const callbackKey = ({ token, kind, params }: TwilioCallback): string => {
  if (token) return token;
  const { CallSid, SequenceNumber, CallStatus, RecordingSid, RecordingStatus } = params;
  const { TranscriptionSid, TranscriptionStatus } = params;
  const told = [
    SequenceNumber,
    CallStatus,
    RecordingSid,
    RecordingStatus,
    TranscriptionSid,
    TranscriptionStatus,
  ];
  if (CallSid && told.some(Boolean)) return [CallSid, kind, ...told].join(':').replace(/:+$/, '');
  return createHash('sha256')
    .update(JSON.stringify([kind, params]))
    .digest('hex');
};
