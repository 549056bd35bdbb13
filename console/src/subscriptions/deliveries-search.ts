import { present, textIn } from '../api/search-values.js';

export const STATUSES = ['pending', 'delivered', 'dead'] as const;
export type Status = (typeof STATUSES)[number];

export interface DeliveriesSearch {
  status?: Status;
  /** A type of events. Any text: the API knows which there are. */
  type?: string;
  cursor?: string;
}

/** What the address of an endpoint's page says: which of its deliveries are shown. */
export const deliveriesSearch = (search: Record<string, unknown>): DeliveriesSearch =>
  present({
    status: STATUSES.find((each) => each === search['status']),
    type: textIn(search['type']),
    cursor: textIn(search['cursor']),
  });
