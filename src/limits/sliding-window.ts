/** How many of a window's parts are told apart: what was counted in one is forgotten when a whole window has gone since. */
const PARTS = 12;

/** What was counted in one part of a window. */
export interface Slot {
  /** Which part of time it is, from 1970 on. */
  at: number;
  count: number;
}

/** At most so many in any stretch of time as long as the window. */
export interface Limit {
  limit: number;
  windowMs: number;
}

/** What became of it when permits were asked for. */
export interface Taking {
  granted: number;
  /** The window after it. */
  slots: Slot[];
  /** How many may still be taken now. */
  left: number;
  /** Milliseconds until more may be taken. */
  moreInMs: number;
}

/** Slots from before the window are over; those as far ahead were counted by a clock that was set back since. */
const isCounted = (slot: Slot, at: number): boolean => Math.abs(at - slot.at) <= PARTS;

/** Takes as many of the wanted permits, one or more, as are left at this time. */
export const takePermits = (
  slots: readonly Slot[],
  wanted: number,
  { limit, windowMs }: Limit,
  nowMs: number,
): Taking => {
  const slotMs = windowMs / PARTS;
  const at = Math.floor(nowMs / slotMs);
  const counted = slots.filter((slot) => isCounted(slot, at));
  const free = Math.max(0, limit - counted.reduce((sum, { count }) => sum + count, 0));
  const granted = Math.min(wanted, free);
  const same = counted.find((slot) => slot.at === at)?.count ?? 0;
  const others = counted.filter((slot) => slot.at !== at);
  const after = granted > 0 || same > 0 ? [...others, { at, count: same + granted }] : others;
  const oldest = Math.min(at, ...after.map((slot) => slot.at));
  return {
    granted,
    slots: after,
    left: free - granted,
    moreInMs: (oldest + PARTS + 1) * slotMs - nowMs,
  };
};
