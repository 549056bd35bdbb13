/** How far a status that Twilio tells stands. */
export const RANKS: Readonly<Record<string, number>> = {
  initiated: 20,
  ringing: 30,
  'in-progress': 40,
  failed: 51,
  'no-answer': 52,
  busy: 53,
  completed: 54,
};

const STATUSES = new Map(Object.entries(RANKS).map(([status, rank]) => [rank, status]));

/** The status of an attempt; one that was not told of is `initiated`. */
export const statusOf = (rank: number): string => STATUSES.get(rank) ?? 'initiated';

/** Of a recording that is complete. */
export const HEARD = 3;
