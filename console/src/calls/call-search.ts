import { momentIn, present, textIn } from '../api/search-values.js';

export const STATUSES = [
  'queued',
  'initiated',
  'ringing',
  'in-progress',
  'completed',
  'failed',
  'no-answer',
  'busy',
  'canceled',
] as const;
export type Status = (typeof STATUSES)[number];

/** The filters of the list, in the words of the API; several statuses with commas between them. */
export interface CallSearch {
  status?: string;
  user?: string;
  to?: string;
  from?: string;
  until?: string;
  campaign_id?: string;
  metadata?: string;
  /** What the results count a call as, and in which hour of the week it was first dialled: numbers there lead here. */
  result?: string;
  first_dialled?: string;
  has_recording?: boolean;
  has_feedback?: boolean;
}

/** The statuses that a text names. */
export const statusesIn = (text: string | undefined): Status[] => {
  const words = new Set((text ?? '').split(','));
  return STATUSES.filter((status) => words.has(status));
};

const flagIn = (value: unknown): boolean | undefined => (typeof value === 'boolean' ? value : undefined);

/** A number as people write it, in the form of the API; what is none stays, for the API to say so. */
const numberIn = (value: unknown): string | undefined => {
  const text = textIn(value)?.replaceAll(/[\s().-]/g, '');
  return text !== undefined && /^\d{6,15}$/.test(text) ? `+${text}` : text;
};

/** What the address says of the list: its filters. What is of no form is left out. */
export const callSearch = (search: Record<string, unknown>): CallSearch =>
  present({
    status: statusesIn(textIn(search['status'])).join(',') || undefined,
    user: textIn(search['user'] ?? search['user_id']),
    to: numberIn(search['to']),
    from: momentIn(search['from']),
    until: momentIn(search['until']),
    campaign_id: textIn(search['campaign_id']),
    metadata: textIn(search['metadata']),
    result: textIn(search['result']),
    first_dialled: textIn(search['first_dialled']),
    has_recording: flagIn(search['has_recording']),
    has_feedback: flagIn(search['has_feedback']),
  });

/** The filters as the API takes them. */
export const toQuery = ({ status, ...rest }: CallSearch) => {
  const statuses = statusesIn(status);
  return { ...rest, ...(statuses.length > 0 && { status: statuses }) };
};
