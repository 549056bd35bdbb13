import { createHash } from 'node:crypto';

/** A verified request that Twilio made of us, as it came. Plain data, so that it can wait for its call. */
export interface TwilioCallback {
  kind: 'status' | 'voice' | 'recording';
  /** What the URL that we gave Twilio says of the call it belongs to. */
  callId?: string;
  attempt?: number;
  /** Whether another attempt may follow; absent where the URL says nothing of it. */
  hasPlan?: boolean;
  /** What Twilio says, one value for each field. */
  params: Record<string, string>;
  /** The names of fields that are too long to be kept. */
  leftOut?: string[];
  receivedAt: Date;
}

/** A whole number of zero or more, or nothing. */
export const parseCount = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;

/** Twilio is younger than this, and databases cannot reckon with every year that Date can. */
const YEARS = { from: Date.UTC(2000, 0), until: Date.UTC(2100, 0) };

/** The moment that a date of RFC 2822 names, in the years that a phone call can be of, or nothing. */
export const parseTwilioDate = (text: string | undefined): Date | undefined => {
  const date = new Date(text ?? '');
  return date.getTime() >= YEARS.from && date.getTime() < YEARS.until ? date : undefined;
};

/**
 * Equal for two deliveries of the same event, and for no others: made of what is signed alone, for a header that is not
 * would let one webhook be told again as many.
 */
export const callbackKey = ({ kind, callId, attempt, params }: TwilioCallback): string => {
  const fields = Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1));
  const told = JSON.stringify([kind, callId ?? null, attempt ?? null, fields]);
  return createHash('sha256').update(told).digest('base64url');
};
