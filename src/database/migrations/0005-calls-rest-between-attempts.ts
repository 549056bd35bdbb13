import type { Migration } from './migration.js';
import { updateInBatches } from './update-in-batches.js';

/** What one attempt adds to a call's rank, and how many attempts a call may have. */
const STEP = 100;
const MOST_ATTEMPTS = 20;
/** Ends that Atlas guessed, that Twilio denied to know, and that it told: each with the rank of a call that rests after it. */
const ENDS = [
  { ranks: [10, 11, 12, 13, 14], resting: 9 },
  { ranks: [45], resting: 44 },
  { ranks: [50, 51, 52, 53, 54, 60, 61, 62, 63, 64], resting: 49 },
];

const OF_ATTEMPTS = Array.from({ length: MOST_ATTEMPTS }, (_, i) => i * STEP);
const END_RANKS = ENDS.flatMap(({ ranks }) =>
  ranks.flatMap((rank) => OF_ATTEMPTS.map((base) => base + rank)),
);
const WITHIN = { $mod: ['$rank', STEP] };
const RESTING = ENDS.reduce<object | number>(
  (otherwise, { ranks, resting }) => ({ $cond: [{ $in: [WITHIN, ranks] }, resting, otherwise] }),
  WITHIN,
);

/** A call of which another attempt may follow has a rank of its own, by which it is listed as queued. */
export const callsRestBetweenAttempts: Migration = {
  version: 5,
  name: 'calls between two attempts are listed as queued',
  compatibleFrom: 5,
  run: (context) =>
    updateInBatches(
      context.db.collection('calls'),
      {
        filter: { plan: { $ne: null }, over: null, rank: { $in: END_RANKS } },
        update: [{ $set: { rank: { $add: [{ $subtract: ['$rank', WITHIN] }, RESTING] } } }],
      },
      context,
    ),
};
