import type { Migration } from './migration.js';
import { updateInBatches } from './update-in-batches.js';

const LAST_ATTEMPT = { $arrayElemAt: ['$attempts', -1] };
const endOf = (attempt: object) => ({
  $let: { vars: { last: attempt }, in: { $ifNull: ['$$last.endedAt', '$$last.createdAt'] } },
});

/**
 * Calls that are over say since when: since their last attempt ended, or was made where it never began; since they
 * were made themselves where they had none. An Atlas that knows version 2 says so of each call that it ends.
 */
export const endsHaveATime: Migration = {
  version: 3,
  name: 'every end of a call has a time',
  compatibleFrom: 2,
  run: (context) =>
    updateInBatches(
      context.db.collection('calls'),
      {
        filter: { 'over.code': { $exists: true }, 'over.at': { $exists: false } },
        update: [{ $set: { 'over.at': { $ifNull: [endOf(LAST_ATTEMPT), '$createdAt'] } } }],
      },
      context,
    ),
};
