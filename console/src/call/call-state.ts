import type { Schema } from '../api/client.js';

export type Call = Schema<'Call'>;

const ENDED = new Set<Call['status']>(['completed', 'failed', 'no-answer', 'busy', 'canceled']);
/** Recordings, transcriptions and prices follow a call for so long as a rule. */
const FOLLOWS_MS = 120_000;

/** Nothing more is dialled. */
export const isOver = ({ status, waiting }: Pick<Call, 'status' | 'waiting'>): boolean =>
  ENDED.has(status) && waiting === null;

/** While Atlas tells what changes it is looked now and then all the same, for what a stream may have lost. */
const LOOK_MS = { told: 30_000, untold: 5_000 };

/** Whether Twilio may have a recording still that was deleted here. */
const isBeingDeleted = (call: Partial<Pick<Call, 'recordings'>>): boolean =>
  (call.recordings ?? []).some(({ deletion }) => deletion?.at_twilio === 'pending');

/** Milliseconds until it is worth looking again; false where nothing more is to come. */
export const lookAgainIn = (
  call: Pick<Call, 'status' | 'waiting' | 'ended_at'> & Partial<Pick<Call, 'recordings'>>,
  isTold: boolean,
  now = Date.now(),
): number | false => {
  const isFresh = call.ended_at !== null && now - Date.parse(call.ended_at) < FOLLOWS_MS;
  if (isBeingDeleted(call)) return LOOK_MS.untold;
  if (isOver(call) && !isFresh) return false;
  return isTold ? LOOK_MS.told : LOOK_MS.untold;
};

/** Seconds from one moment to another; null where one of them did not come. */
export const secondsBetween = (from: string | null, to: string | null): number | null =>
  from === null || to === null ? null : Math.max(0, (Date.parse(to) - Date.parse(from)) / 1000);

/** What was paid; Twilio writes charges as negative decimals. Null where none was told. */
export const money = (price: string | null, unit: string | null): string | null => {
  if (price === null) return null;
  const paid = -Number(price) || 0;
  if (unit === null) return String(paid);
  if (!/^[A-Z]{3}$/i.test(unit)) return `${paid} ${unit}`;
  return new Intl.NumberFormat(undefined, {
    style: 'currency',
    currency: unit,
    minimumFractionDigits: 2,
    maximumFractionDigits: 5,
  }).format(paid);
};
