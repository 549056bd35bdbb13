import type { Migration } from './migration.js';
import { updateInBatches } from './update-in-batches.js';

/** Each change of a call raises its version; calls from before there were versions begin at 1. */
export const callVersion: Migration = {
  version: 1,
  name: 'every call has a version',
  compatibleFrom: 0,
  run: (context) =>
    updateInBatches(
      context.db.collection('calls'),
      { filter: { version: { $exists: false } }, update: { $set: { version: 1 } } },
      context,
    ),
};
