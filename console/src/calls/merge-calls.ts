/** What a row has to say of itself to find its place in a list, newest first. */
export interface Placed {
  call_id: string;
  version: number;
  created_at: string;
}

/** A row of the list; `isGone` where the filter lets it through no more, and it only stays where it is looked at. */
export type Row<Call extends Placed> = Call & { isGone?: boolean };

/** What is shown, and the new calls that are held back while somebody reads further down. */
export interface Shown<Call extends Placed> {
  rows: Row<Call>[];
  held: Call[];
}

/** What was read of calls that have changed. */
export interface News<Call extends Placed> {
  /** The ids that were asked for. */
  asked: readonly string[];
  /** Those of them that the filter lets through. */
  found: readonly Call[];
  /** Whether the list is shown to its end. */
  isWhole: boolean;
  /** Whether nothing is to move, for somebody reads further down. */
  isStill: boolean;
}

/** So many new calls are held back at most: where there are as many, there may be more. */
export const MOST_HELD = 500;

/** Atlas writes all moments in one form, so that their texts sort as they do. */
const newestFirst = (a: Placed, b: Placed): number => {
  if (a.created_at !== b.created_at) return a.created_at < b.created_at ? 1 : -1;
  return a.call_id < b.call_id ? 1 : -1;
};

/** The version of each call that is known. */
export const versionsOf = ({ rows, held }: Shown<Placed>): Map<string, number> =>
  new Map([...held, ...rows].map(({ call_id, version }) => [call_id, version]));

/** What was read, but each call as it is known where that is newer. */
export const inLastVersion = <Call extends Placed>(
  read: readonly Call[],
  rows: readonly Row<Call>[],
): Row<Call>[] => {
  const known = new Map(rows.map((row) => [row.call_id, row]));
  return read.map((call) => {
    const row = known.get(call.call_id);
    return row && row.version > call.version ? row : call;
  });
};

/** Each call once, in its last version, newest first. */
export const joined = <Call extends Placed>(...lists: (readonly Call[])[]): Call[] => {
  const calls = new Map<string, Call>();
  for (const call of lists.flat()) {
    const known = calls.get(call.call_id);
    if (!known || known.version <= call.version) calls.set(call.call_id, call);
  }
  return [...calls.values()].sort(newestFirst);
};

/** The list after it was read which of some calls it still holds. */
export const withNews = <Call extends Placed>(shown: Shown<Call>, news: News<Call>): Shown<Call> => {
  const { asked, found, isWhole, isStill } = news;
  const fits = new Set(found.map(({ call_id }) => call_id));
  const out = new Set(asked.filter((id) => !fits.has(id)));
  const isOut = ({ call_id }: Placed): boolean => out.has(call_id);
  const rows = isStill
    ? shown.rows.map((row) => (isOut(row) ? { ...row, isGone: true } : row))
    : shown.rows.filter((row) => !isOut(row));
  const held = shown.held.filter((call) => !isOut(call));
  const inRows = new Set(rows.map(({ call_id }) => call_id));
  const changed = found.filter(({ call_id }) => inRows.has(call_id));
  const added = found.filter(({ call_id }) => !inRows.has(call_id));
  const [first, last] = [rows[0], rows.at(-1)];
  // What lies beyond the part that was read comes when it is scrolled to.
  const near = added.filter((call) => isWhole || !last || newestFirst(call, last) < 0);
  const isAbove = (call: Call): boolean => !first || newestFirst(call, first) < 0;
  const kept = isStill ? near.filter(isAbove) : [];
  const placed = isStill ? near.filter((call) => !isAbove(call)) : near;
  return { rows: joined(rows, changed, placed), held: joined(held, kept).slice(0, MOST_HELD) };
};

/** The list with what was held back. */
export const withHeld = <Call extends Placed>({ rows, held }: Shown<Call>): Shown<Call> => ({
  rows: joined(
    rows.filter(({ isGone }) => !isGone),
    held,
  ),
  held: [],
});
