import type { Position } from '../common/cursor.js';

/** What stands after a position, newest first; the range is said apart from the id, for a server to bound its look at an index by it. */
export const following = <Q extends { createdAt?: unknown }>(query: Q, { createdAt, id }: Position) => ({
  ...query,
  createdAt: { ...(query.createdAt as object | undefined), $lte: createdAt },
  $or: [{ createdAt: { $lt: createdAt } }, { _id: { $lt: id } }],
});
