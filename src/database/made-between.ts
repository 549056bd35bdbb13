import type { TimeSpan } from '../common/time-span.js';

/** Stored times are whole milliseconds, and SecantusDB's `$gte` on a descending part of an index misses the equal. */
export const madeBetween = ({ from, until }: TimeSpan): { createdAt?: { $gt?: Date; $lt?: Date } } =>
  from || until
    ? {
        createdAt: {
          ...(from && { $gt: new Date(from.getTime() - 1) }),
          ...(until && { $lt: until }),
        },
      }
    : {};
