import type { Migration } from './migration.js';
import { updateInBatches } from './update-in-batches.js';

/** Calls from before are in no summary of results: they are counted as if they had changed. */
export const callsAreToBeCounted: Migration = {
  version: 8,
  name: 'calls are to be counted among the results',
  compatibleFrom: 8,
  run: (context) =>
    updateInBatches(
      context.db.collection('calls'),
      {
        // One that was counted already says as what.
        filter: { uncounted: { $exists: false }, results: { $exists: false } },
        update: { $set: { uncounted: 1 } },
      },
      context,
    ),
};
