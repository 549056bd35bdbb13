import {
  CARRIER_CODES,
  HTTP_CODES,
  REQUEST_CODES,
  TWIML_CODES,
  type Explained,
} from './twilio-code-table.js';
import { SIP_CODES, SIP_FAMILIES } from './sip-code-table.js';

/** A code in words. */
export interface CodeExplanation {
  /** What happened: one sentence without its full stop. */
  meaning: string;
  /** What to do about it, likewise. */
  fix: string;
}

const TWILIO_CODES: ReadonlyMap<string, Explained> = new Map(
  [REQUEST_CODES, CARRIER_CODES, HTTP_CODES, TWIML_CODES].flatMap((table) => Object.entries(table)),
);

const explain = (entry: Explained | undefined): CodeExplanation | null =>
  entry === undefined ? null : { meaning: entry[0], fix: entry[1] };

/** An error or warning code of Twilio's in words, given as a number or its digits; null for any other. */
export const explainTwilioCode = (code: number | string): CodeExplanation | null =>
  explain(TWILIO_CODES.get(String(code)));

/**
 * A final SIP response code (`SipResponseCode` of a status callback) in words, given as a number or its digits; one
 * that is not in the table is told by its hundreds. Null for what is no code from 200 to 699.
 */
export const explainSipCode = (code: number | string): CodeExplanation | null => {
  const digits = String(code);
  if (!/^[2-6]\d\d$/.test(digits)) return null;
  return explain(SIP_CODES[Number(digits)] ?? SIP_FAMILIES[Number(digits[0])]);
};
