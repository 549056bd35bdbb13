/** Far more than one recording has: a limit that keeps its document small. */
const KEPT = 40;
/** The oldest of them give way to none. */
const OLDEST = 30;

/**
 * Adds an event to a list. Once the list is full, what comes is joined into the state and left out of the list; only one
 * that decides how it ends still takes the place of a late one that does not.
 */
export const eventPush = <E>(event: E, isDeciding: boolean): object => ({
  $each: [event],
  $slice: KEPT,
  ...(isDeciding && { $position: OLDEST }),
});
