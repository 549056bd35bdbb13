/** Twilio's statuses, save that its `queued` is our `initiated`; `queued` is a call that waits for Atlas to dial it. */
export const CALL_STATUSES = [
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
export type CallStatus = (typeof CALL_STATUSES)[number];

/** Who says so, from the least to the most believed: we ourselves, a callback, Twilio's REST answer. */
export type Source = 'atlas' | 'callback' | 'api';

/** Where final statuses contradict each other within one source, the later in this list is believed. */
const FINAL_PRECEDENCE = ['canceled', 'failed', 'no-answer', 'busy', 'completed'] as const;
type FinalStatus = (typeof FINAL_PRECEDENCE)[number];

/** A bare guess of ours yields to any word from Twilio, so its finals stand below Twilio's first sign of life. */
const FINAL_BASE: Record<Source, number> = { atlas: 10, callback: 50, api: 60 };
const LIVE_RANK = { queued: -1, initiated: 20, ringing: 30, 'in-progress': 40 } as const;
const UNHEARD_RANK = 0;

/**
 * Twilio has taken a client's wish to end the call and says how that will end it: a plan, and no result. Above what goes
 * on, and below all that it tells of the call itself.
 */
const PROMISE_RANK = { canceled: 42, completed: 43 } as const;

/**
 * Twilio denies to know a call that it once had: it is over, and nobody tells how. Above what goes on and below any end
 * that was told; where Twilio knows it again after all, that stands above.
 */
export const GONE_RANK = 45;
const FOUND_RANK = { initiated: 46, ringing: 47, 'in-progress': 48 } as const;

/**
 * Where a call stands whose attempt has ended while another may follow: below each end that it can be given, and above
 * what went on before. One for our own guess, one for an end that Twilio promised, one for a call that it denies to know,
 * one for an end that it told.
 */
const RESTING_RANKS = [
  FINAL_BASE.atlas - 1,
  PROMISE_RANK.canceled - 1,
  GONE_RANK - 1,
  FINAL_BASE.callback - 1,
];

/** Twilio was asked to dial at most this often for one call, its own failures included. */
export const MOST_ATTEMPTS = 20;
/** What one attempt adds to the call's rank: more than any rank, so that a later attempt outranks an earlier one. */
const ATTEMPT_STEP = 100;

const isLive = (status: CallStatus): status is keyof typeof LIVE_RANK => status in LIVE_RANK;

export const isFinal = (status: CallStatus): status is FinalStatus => !isLive(status);

/** How far a status stands: states are joined by taking the greater rank, so a status never moves backwards. */
export const rankOf = (status: CallStatus, source: Source): number => {
  if (!isLive(status)) return FINAL_BASE[source] + FINAL_PRECEDENCE.indexOf(status as FinalStatus);
  return source === 'atlas' && status !== 'queued' ? UNHEARD_RANK : LIVE_RANK[status];
};

/** How far a status stands that Twilio tells of a call which it had denied to know. */
export const rankOfFound = (status: CallStatus): number =>
  status in FOUND_RANK ? FOUND_RANK[status as keyof typeof FOUND_RANK] : rankOf(status, 'api');

/** Whether Twilio answers so to a wish that it has taken; any other end was there before the wish. */
export const isPromised = (status: CallStatus): status is keyof typeof PROMISE_RANK => status in PROMISE_RANK;

/** How far a status stands that is Twilio's answer to a client's wish to end the call. */
export const rankOfAnswer = (status: CallStatus): number =>
  isPromised(status) ? PROMISE_RANK[status] : rankOf(status, 'api');

const ranked = (ranks: Partial<Record<CallStatus, number>>): [number, CallStatus][] =>
  Object.entries(ranks).map(([status, rank]) => [rank, status as CallStatus]);

const STATUS_OF_RANK = new Map<number, CallStatus>([
  [UNHEARD_RANK, 'initiated'],
  [GONE_RANK, 'failed'],
  ...ranked(LIVE_RANK),
  ...ranked(PROMISE_RANK),
  ...ranked(FOUND_RANK),
  ...Object.values(FINAL_BASE).flatMap((base) =>
    FINAL_PRECEDENCE.map((status, i): [number, CallStatus] => [base + i, status]),
  ),
]);

const STATUS_OF_CALL_RANK = new Map<number, CallStatus>([
  ...STATUS_OF_RANK,
  ...RESTING_RANKS.map((rank): [number, CallStatus] => [rank, 'queued']),
]);

/** The status that a rank stands for. Throws on a number that `rankOf` never gave. */
export const statusOfRank = (rank: number): CallStatus => statusIn(STATUS_OF_RANK, rank);

const statusIn = (statuses: Map<number, CallStatus>, rank: number): CallStatus => {
  const status = statuses.get(rank);
  if (!status) throw new Error(`No status has the rank ${rank}`);
  return status;
};

/** How far an attempt of this rank brings a call of which another attempt may follow. */
export const restingRank = (rank: number): number =>
  isFinal(statusOfRank(rank)) ? Math.max(...RESTING_RANKS.filter((resting) => resting < rank)) : rank;

/**
 * The rank of a call whose attempt `n` has this rank: one number that only rises from attempt to attempt. A call that
 * waits for its attempt `n` stands between the end of the one before and the beginning of this.
 */
export const callRank = (n: number, rank: number): number => (n - 1) * ATTEMPT_STEP + rank;

/** The status that a call's rank stands for. */
export const statusOfCallRank = (rank: number): CallStatus => {
  const within = ((rank % ATTEMPT_STEP) + ATTEMPT_STEP) % ATTEMPT_STEP;
  return statusIn(
    STATUS_OF_CALL_RANK,
    within === ATTEMPT_STEP + LIVE_RANK.queued ? LIVE_RANK.queued : within,
  );
};

/** Every rank of a call that stands for this status. */
export const callRanksOf = (status: CallStatus): number[] => {
  const ranks = [...STATUS_OF_CALL_RANK].filter(([, each]) => each === status).map(([rank]) => rank);
  return Array.from({ length: MOST_ATTEMPTS }, (_, i) => ranks.map((rank) => callRank(i + 1, rank))).flat();
};

/** The source of the final status that a rank stands for; null for a status that is not final. */
export const endSourceOf = (rank: number): Source | null => {
  if (!isFinal(statusOfRank(rank))) return null;
  if (isToldEnd(rank)) return rank >= FINAL_BASE.api ? 'api' : 'callback';
  return rank >= PROMISE_RANK.canceled ? 'api' : 'atlas';
};

/** Whether Twilio told an end of this rank, in a callback or as the call's status: nothing settles a call but that. */
export const isToldEnd = (rank: number): boolean => rank >= FINAL_BASE.callback;

/** Twilio's word for a status in ours; null for a word that we do not know. */
export const parseTwilioStatus = (word: string | undefined): CallStatus | null => {
  if (word === 'queued') return 'initiated';
  return CALL_STATUSES.find((status) => status === word) ?? null;
};
