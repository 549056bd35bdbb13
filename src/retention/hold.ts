/** That what belongs to a call is not to be deleted by the days that it is kept, nor on request. */
export interface Hold {
  callId: string;
  /** In the words of whoever put it on. */
  reason: string;
  since: Date;
}

/** That somebody is deleting something of a call at this moment. */
export interface Deletion {
  by: string;
  /** It is over then, also where its process has died. */
  until: Date;
}

/** Why no hold can be put on a call: it is being erased, or something of it deleted at this moment. */
export type HoldRefusal = 'erased' | 'deleting';

/** Longer than anything that is deleted in one go takes, Twilio's slowness included. */
export const DELETION_MS = 300_000;

/** One that lasts for longer was begun by a clock that was wrong. */
export const goesOn = ({ until }: Deletion, now: Date): boolean =>
  until > now && until.getTime() <= now.getTime() + 2 * DELETION_MS;
