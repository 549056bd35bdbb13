import { isCallSid } from './twilio-call.js';
import { toText } from './twilio-values.js';

/** What Twilio lists of one thing. */
export interface Listing<Item> {
  items: Item[];
  /** False where an entry was left out: it could not be read, or belongs to another. */
  isWhole: boolean;
}

/** Throws an Error when the entry names another call or recording than the one that was asked for. */
export const refuseForeign = (owner: unknown, askedFor: string): void => {
  const named = toText(owner);
  if (named !== '' && named !== askedFor) throw new Error(`it is of ${nameOf(named)}`);
};

const RECORDING_SID = /^RE[0-9A-Za-z]{1,64}$/;

export const isRecordingSid = (sid: string): boolean => RECORDING_SID.test(sid);

/** Only a SID is written to the log. */
const nameOf = (named: string): string => (isCallSid(named) || isRecordingSid(named) ? named : 'another');
