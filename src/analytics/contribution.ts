import { quarterOf } from '../common/quarter-hours.js';
import { type Attempt, type Call, callStatus } from '../calls/model/call.js';
import { answeredAtOf, durationOf } from '../calls/model/attempt-times.js';
import { statusOf } from '../calls/model/call-event.js';
import { dialledAt } from '../calls/list/first-dialled.js';
import { isFinal } from '../calls/model/call-status.js';
import type { Feedback } from '../feedback/feedback.js';
import { failureKeyOf } from './failure-key.js';
import { SCORES } from './scores.js';

/** What is added to one quarter-hour: numbers by group and key, such as `outcome/completed`. */
export interface Part {
  /** In quarter-hours since 1970. */
  at: number;
  counts: Record<string, number>;
}

/** All that one call adds to the summaries. A pure function of the call and its feedback. */
export interface Contribution {
  parts: Part[];
  /** What the call can be found by among all calls. */
  results: string[];
  /** Whether feedback was given with notes. */
  hasNotes: boolean;
}

/** From how many seconds on a call counts as so long. */
export const LENGTHS = [0, 10, 30, 60, 120, 300, 600, 1800] as const;
/** Prices are added up in millionths, which are whole numbers. */
export const PRICE_SCALE = 1_000_000;

const isAnswered = (attempt: Attempt): boolean => {
  const status = statusOf(attempt);
  return status === 'completed' || status === 'in-progress' || answeredAtOf(attempt) !== undefined;
};

const isOpen = (attempt: Attempt): boolean => !isFinal(statusOf(attempt));

const attemptsResult = (call: Call): string => {
  const answered = call.attempts.findIndex(isAnswered);
  if (answered >= 0) return `attempts/answered-${answered + 1}`;
  if (!isFinal(callStatus(call))) return 'attempts/open';
  return `attempts/unanswered-${call.attempts.length}`;
};

/** For how long it was spoken: that of the last attempt that somebody answered. */
const lengthOf = (call: Call): number | null | undefined => {
  const answered = call.attempts.findLast(isAnswered);
  return answered && (durationOf(answered) ?? null);
};

const lengthCounts = (call: Call): Record<string, number> => {
  const seconds = lengthOf(call);
  if (seconds === undefined) return {};
  if (seconds === null) return { 'length/unknown': 1 };
  return { [`length/${LENGTHS.findLast((from) => from <= seconds) ?? 0}`]: 1, 'seconds/total': seconds };
};

const CURRENCY = /^[A-Z]{3}$/;

/** What Twilio takes is told as a negative number. */
const costOf = ({ price, priceUnit }: Attempt): [currency: string, millionths: number] | null => {
  const amount = Math.round(-Number(price) * PRICE_SCALE);
  const currency = priceUnit?.toUpperCase() ?? '';
  return price !== undefined && Number.isSafeInteger(amount) && CURRENCY.test(currency)
    ? [currency, amount || 0]
    : null;
};

const costCounts = ({ attempts }: Call): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const [currency, amount] of attempts.map(costOf).filter((cost) => cost !== null)) {
    counts[`priced/${currency}`] = 1;
    counts[`cost/${currency}`] = (counts[`cost/${currency}`] ?? 0) + amount;
  }
  const isAwaited = (attempt: Attempt): boolean => !!attempt.sid && !isOpen(attempt) && !costOf(attempt);
  return { ...counts, ...(attempts.some(isAwaited) && { 'unpriced/ended': 1 }) };
};

const feedbackCounts = (feedback: Feedback | null): Record<string, number> =>
  feedback === null
    ? {}
    : {
        'feedback/given': 1,
        ...Object.fromEntries(SCORES.map(({ field, name }) => [`${name}/${feedback[field]}`, 1])),
      };

const firstDial = ({ attempts: [first] }: Call): Part[] => {
  if (!first) return [];
  const unanswered = isOpen(first) ? 'open' : 'unanswered';
  return [
    {
      at: quarterOf(first.createdAt),
      counts: { [`dial/${isAnswered(first) ? 'answered' : unanswered}`]: 1 },
    },
  ];
};

/** Sums, and what the calls have a filter of their own for. */
const UNNAMED = /^(?:outcome|seconds|cost)\//;

/** Everything of a call belongs to the quarter-hour in which it was made, but its first dial to that of the dial. */
export const contributionOf = (call: Call, feedback: Feedback | null): Contribution => {
  const failure = failureKeyOf(call);
  const counts = {
    [`outcome/${callStatus(call)}`]: 1,
    [attemptsResult(call)]: 1,
    ...lengthCounts(call),
    ...(failure !== null && { [`reason/${failure}`]: 1 }),
    ...costCounts(call),
    ...feedbackCounts(feedback),
  };
  const dial = firstDial(call);
  const named = [counts, ...dial.map((part) => part.counts)].flatMap((each) => Object.keys(each));
  return {
    parts: [{ at: quarterOf(call.createdAt), counts }, ...dial],
    results: [...named.filter((key) => !UNNAMED.test(key)), ...dial.map(({ at }) => dialledAt(at))],
    hasNotes: !!feedback?.notes,
  };
};
