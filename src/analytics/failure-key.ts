import { type Call, callStatus, lastAttempt } from '../calls/model/call.js';
import { isFinal } from '../calls/model/call-status.js';
import { endedWaiting, reasonOf } from '../calls/model/failure-of.js';

/** Others tell no more than that it did not come about. */
const FIRST_SIP_FAILURE = 300;
const MOST_CHARACTERS = 40;

/** A key of a summary has no characters that a database or an address would read otherwise. */
const keyOf = (code: string): string => code.replaceAll(/[^\w-]/g, '_').slice(0, MOST_CHARACTERS);

/**
 * Why a call that has ended was not completed: the code of Twilio, of the carrier (`sip-`) or of ours, or where there is
 * none its status (`status-`); null for any other call.
 */
export const failureKeyOf = (call: Call): string | null => {
  const status = callStatus(call);
  if (!isFinal(status) || status === 'completed') return null;
  const last = lastAttempt(call);
  const code = (last && reasonOf(last)?.code) ?? endedWaiting(call)?.code ?? last?.errorCode;
  if (code !== undefined) return keyOf(String(code));
  const sip = last?.sipCode ?? 0;
  return sip >= FIRST_SIP_FAILURE ? `sip-${sip}` : `status-${status}`;
};
