import { present } from '../api/search-values.js';

const STATUSES = ['pending', 'delivered', 'dead'] as const;
type Status = (typeof STATUSES)[number];

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

export interface SubscriptionsSearch {
  endpoint?: string;
  status?: Status;
  cursor?: string;
}

/** What the address says of the page: whose deliveries it shows, and which of them. */
export const subscriptionsSearch = (search: Record<string, unknown>): SubscriptionsSearch =>
  present({
    endpoint: text(search['endpoint']),
    status: STATUSES.find((each) => each === search['status']),
    cursor: text(search['cursor']),
  });
