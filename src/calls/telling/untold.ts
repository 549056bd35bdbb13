import type { Call } from '../model/call.js';
import type { FixedNews } from '../model/fixed-news.js';
import type { OutboxEntry } from '../model/outbox-entry.js';
import type { Said } from '../model/said.js';

/** A call as it was found, without events, with what others are still to be told of it and what they were told. */
export interface UntoldCall {
  call: Call;
  entries: OutboxEntry[];
  said?: Said;
  /** Fixed before, and perhaps not told: that comes first. */
  telling?: FixedNews[];
}

/** What was found: calls, and those that cannot be read, and why. */
export interface UntoldCalls {
  calls: UntoldCall[];
  unreadable: { id: string; error: unknown }[];
}

/** What is to be told of a call as it was found; nothing where nobody is to hear it. */
export interface NewsOfCall {
  found: UntoldCall;
  news: FixedNews[];
  said?: Said;
}

/** What was fixed of a call, in which of its turns. */
export interface TellingOf {
  id: string;
  turn: number;
  news: FixedNews[];
}
