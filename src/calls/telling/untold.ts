import type { Call } from '../model/call.js';
import type { OutboxEntry } from '../model/outbox-entry.js';
import type { Said } from '../model/said.js';

/** A call as it was found, without events, with what others are still to be told of it and what they were told. */
export interface UntoldCall {
  call: Call;
  entries: OutboxEntry[];
  said?: Said;
}

/** That all that was found of a call is told, or need not be, and what others have been told by now. */
export interface ToldCall {
  id: string;
  /** How many entries there were, and how many events others had been told. */
  found: { entries: number; said: number | undefined };
  said?: Said;
}
