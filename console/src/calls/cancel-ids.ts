import { patiently, type Sleep } from './patience.js';
import { type CallSearch, STATUSES, type Status, statusesIn, toQuery } from './call-search.js';

const CANCELABLE: readonly Status[] = ['queued', 'initiated', 'ringing'];
const PAGE_SIZE = 100;
/** More are not canceled at once; a whole number of pages. */
export const MOST_AT_ONCE = 5_000;

/** Those that fit and can be canceled at all; null where there can be none. */
export const cancelable = (search: CallSearch) => {
  const chosen = statusesIn(search.status);
  const status = (chosen.length > 0 ? chosen : STATUSES).filter((each) => CANCELABLE.includes(each));
  return status.length > 0 ? { ...toQuery(search), status } : null;
};

interface Part {
  data: readonly { call_id: string }[];
  total: number | null;
  next_cursor: string | null;
}

export interface CancelIds {
  /** What is canceled, exactly. */
  ids: readonly string[];
  /** How many there are, which may be more. */
  total: number;
}

interface PartAsked {
  page_size: number;
  cursor?: string;
  with_total?: boolean;
}

type ReadPart = (part: PartAsked, signal: AbortSignal) => Promise<Part>;

/** The ids, newest first, each once: a cursor goes on below what was read, so that no call placed meanwhile comes in. */
export const readIds = async (read: ReadPart, signal: AbortSignal, nap: Sleep): Promise<CancelIds> => {
  const ids: string[] = [];
  let total = 0;
  for (let cursor: string | null = ''; cursor !== null && ids.length < MOST_AT_ONCE;) {
    const after = cursor === '' ? { with_total: true } : { cursor };
    const part: Part = await patiently(() => read({ page_size: PAGE_SIZE, ...after }, signal), signal, nap);
    ids.push(...part.data.map(({ call_id }) => call_id));
    total = part.next_cursor === null ? ids.length : Math.max(part.total ?? total, ids.length);
    cursor = part.next_cursor;
  }
  return { ids, total };
};
