import {
  CALLBACK_CODES,
  CARRIER_CODES,
  HTTP_CODES,
  REQUEST_CODES,
  TWIML_CODES,
  type Explained,
} from './twilio-code-table.js';
import { CANCELED, SIP_CODES, SIP_FAMILIES } from './sip-code-table.js';

/** A code in words. */
export interface CodeExplanation {
  /** What happened: one sentence without its full stop. */
  meaning: string;
  /** What to do about it, likewise. */
  fix: string;
}

const TWILIO_CODES: ReadonlyMap<string, Explained> = new Map(
  [REQUEST_CODES, CARRIER_CODES, HTTP_CODES, CALLBACK_CODES, TWIML_CODES].flatMap((table) =>
    Object.entries(table),
  ),
);

/** The SIP code of a call that rang too long, and of one that was canceled. */
const REQUEST_TERMINATED = '487';

const explain = (entry: Explained | undefined): CodeExplanation | null =>
  entry === undefined ? null : { meaning: entry[0], fix: entry[1] };

/** An error or warning code of Twilio's in words, given as a number or its digits; null for any other. */
export const explainTwilioCode = (code: number | string): CodeExplanation | null =>
  explain(TWILIO_CODES.get(String(code)));

/** Whether the code tells that Atlas could not be asked what a call is to say, or answered it wrongly. */
export const isOurFault = (code: number): boolean => code in HTTP_CODES || code in TWIML_CODES;

/**
 * A final SIP response code (`SipResponseCode` of a status callback) in words, given as a number or its digits; one
 * that is not in the table is told by its hundreds. Null for success, and for what is no code from 300 to 699.
 */
export const explainSipCode = (code: number | string, isCanceled = false): CodeExplanation | null => {
  const digits = String(code);
  if (!/^[3-6]\d\d$/.test(digits)) return null;
  if (isCanceled && digits === REQUEST_TERMINATED) return explain(CANCELED);
  return explain(SIP_CODES[Number(digits)] ?? SIP_FAMILIES[Number(digits[0])]);
};
