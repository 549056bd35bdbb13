import type { Schema } from '../api/client.js';
import type { listenToCalls } from './call-stream.js';
import type { Row, Shown } from './merge-calls.js';
import type { Sleep } from './patience.js';
import type { readCalls } from './read-calls.js';

export type Call = Schema<'Call'>;

/** What the page shows of its list. */
export interface LiveList extends Shown<Call> {
  rows: Row<Call>[];
  /** How many the filter lets through; null where it is not known. */
  total: number | null;
  /** There are so many at least, where they are too many to be counted each time. */
  atLeast: number;
  next: string | null;
  isLoading: boolean;
  isLive: boolean;
  error: unknown;
}

/** Where the list comes from. */
export interface Source {
  read: typeof readCalls;
  listen: typeof listenToCalls;
  sleep: Sleep;
}

export const LOADING: LiveList = {
  rows: [],
  held: [],
  total: null,
  atLeast: 0,
  next: null,
  isLoading: true,
  isLive: false,
  error: null,
};

/** How many there are, as an answer says. */
export const countOf = (answer: Pick<Schema<'CallList'>, 'total' | 'total_at_least'>) => ({
  total: answer.total,
  atLeast: answer.total_at_least,
});
