import type { Contribution, Part } from './contribution.js';

/** Numbers by key. */
export type Counts = Record<string, number>;

/** One quarter-hour: its numbers by group. */
export interface Summary {
  /** In quarter-hours since 1970. */
  at: number;
  groups: Record<string, Counts>;
}

/** A call as it is counted in the summaries. */
export interface Entry {
  callId: string;
  version: number;
  parts: Part[];
  /** The quarter-hour in which a call was made whose feedback has notes. */
  notesAt?: number;
}

export const entryOf = (callId: string, version: number, { parts, hasNotes }: Contribution): Entry => ({
  callId,
  version,
  parts,
  ...(hasNotes && parts[0] && { notesAt: parts[0].at }),
});

/** Adds numbers, each to that of its group and key. */
export const addTo = (groups: Summary['groups'], { counts: added }: Part): void => {
  for (const [name, count] of Object.entries(added)) {
    const [group = '', key = ''] = name.split('/');
    const counts = (groups[group] ??= {});
    counts[key] = (counts[key] ?? 0) + count;
  }
};
