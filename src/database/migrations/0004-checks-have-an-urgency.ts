import type { Migration } from './migration.js';
import { updateInBatches } from './update-in-batches.js';

/** When Twilio is to be asked about a call had no urgency; these calls are all looked into as if their end were not known. */
export const checksHaveAnUrgency: Migration = {
  version: 4,
  name: 'every check of a call has an urgency',
  compatibleFrom: 4,
  run: (context) =>
    updateInBatches(
      context.db.collection('calls'),
      {
        filter: { checkAt: { $exists: true } },
        update: [{ $set: { check: { urgency: 0, at: '$checkAt' } } }, { $unset: ['checkAt'] }],
      },
      context,
    ),
};
