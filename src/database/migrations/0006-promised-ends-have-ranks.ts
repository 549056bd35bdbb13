import type { Migration } from './migration.js';

/**
 * Twilio's answer to a client's wish has ranks of its own from here on. What is stored keeps its meaning, so nothing is
 * rewritten; an older Atlas cannot read a call that has such a rank, so none may run beside this one.
 */
export const promisedEndsHaveRanks: Migration = {
  version: 6,
  name: 'ends that Twilio only promised have ranks of their own',
  compatibleFrom: 6,
  run: async () => undefined,
};
