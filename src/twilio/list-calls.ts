import type { TwilioCall } from './twilio-call.js';

/** Which calls to list. */
export interface ListCalls {
  /** E.164, both. */
  to: string;
  from: string;
  /** Created in or after this second, and not after `createdBefore`. A call without a creation time is listed too. */
  createdAfter?: Date;
  createdBefore?: Date;
  /** How many at most. */
  limit: number;
}

/** Twilio's times have no milliseconds: a call made at 05.7 s was created at 05. */
const startOfSecond = (moment: Date): number => Math.floor(moment.getTime() / 1000) * 1000;

/** Whether the call was created within the time asked for. */
export const isListed = (
  { dateCreated }: TwilioCall,
  { createdAfter, createdBefore }: ListCalls,
): boolean => {
  if (dateCreated === null) return true;
  if (createdAfter && dateCreated.getTime() < startOfSecond(createdAfter)) return false;
  return !createdBefore || dateCreated.getTime() <= createdBefore.getTime();
};
