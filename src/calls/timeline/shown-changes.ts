import type { Changes, Shown } from './timeline-event.js';

export type View = Record<string, Shown | undefined>;

const isSame = (a: Shown, b: Shown): boolean =>
  a instanceof Date && b instanceof Date ? a.getTime() === b.getTime() : a === b;

/** The fields in which two views differ. */
export const changesBetween = (before: View, after: View): Changes =>
  Object.fromEntries(
    Object.entries(after)
      .map(([field, to]) => [field, { from: before[field] ?? null, to: to ?? null }] as const)
      .filter(([, { from, to }]) => !isSame(from, to)),
  );
