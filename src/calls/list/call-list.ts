import type { Call } from '../model/call.js';
import type { MetadataPair } from './metadata-pair.js';
import type { CallStatus } from '../model/call-status.js';

/** Which calls are listed; what is absent excludes nothing. */
export interface CallFilter {
  ids?: string[];
  /** In any of these. */
  statuses?: CallStatus[];
  /** The names of one user: calls made under any of them. */
  userHandles?: string[];
  /** E.164. */
  to?: string;
  /** Made at this moment or after it. */
  from?: Date;
  /** Made before this moment. */
  until?: Date;
  /** Whether a recording is complete. */
  hasRecording?: boolean;
  hasFeedback?: boolean;
  campaignId?: string;
  /** One name of the metadata and its whole value. */
  metadata?: MetadataPair;
  /** What the summaries of results count it as. */
  result?: string;
  /** One of these is what they count it as. */
  anyResult?: string[];
}

/** Where a call stands in a list, newest first; calls of one millisecond stand by descending id. */
export interface CallPosition {
  createdAt: Date;
  id: string;
}

/** How the calls of a list are counted: all of them, or only where that is quick, or not at all. */
export type Counting = 'exact' | 'quick' | 'none';

/** Which part of a list: a page by its number, which counts from 1, or what stands after a position, which is never counted. */
export type CallListPart = { pageSize: number } & (
  { page: number; total?: Counting } | { after: CallPosition }
);

/** Nothing is counted after a position. */
export const countingOf = (part: CallListPart): Counting =>
  'page' in part ? (part.total ?? 'exact') : 'none';

/** A part of a list. */
export interface CallList<T = Call> {
  /** How many calls the filter lets through, wherever the part begins; null where they were not counted. */
  total: number | null;
  /** There are so many at least. */
  atLeast: number;
  /** Null after a position. */
  page: number | null;
  pageSize: number;
  data: T[];
  /** What the next part stands after, also where this one is not full; null where nothing follows. */
  next: CallPosition | null;
}

/**
 * A part made of what was found for it: one call more than it holds tells that another follows. Where calls were looked
 * through as far as `lookedTo`, others may follow there.
 */
export const callListOf = (
  { total, atLeast }: Pick<CallList, 'total' | 'atLeast'>,
  part: CallListPart,
  found: Call[],
  lookedTo: CallPosition | null = null,
): CallList => {
  const data = found.slice(0, part.pageSize);
  const last = found.length > part.pageSize ? data.at(-1) : undefined;
  return {
    total,
    atLeast: total ?? Math.max(atLeast, found.length),
    page: 'page' in part ? part.page : null,
    pageSize: part.pageSize,
    data,
    next: last ? { createdAt: last.createdAt, id: last.id } : lookedTo,
  };
};
