import { NOTES, type recountNotes } from './recount-feedback.js';

/** Words and links: everything else is a number, or says what a number is about. */
const NOT_COMPARED = new Set(['filter', 'meaning', 'fix']);

type Notes = ReturnType<typeof recountNotes>;

/** Every value of an answer by its place in it. */
function flatten(value: unknown, at: string, into = new Map<string, unknown>()): Map<string, unknown> {
  if (typeof value !== 'object' || value === null) return into.set(at, value);
  if (value instanceof Date) return into.set(at, value.toISOString());
  if (Array.isArray(value)) into.set(`${at}.length`, value.length);
  for (const [key, inner] of Object.entries(value))
    if (!NOT_COMPARED.has(key)) flatten(inner, `${at}.${key}`, into);
  return into;
}

/** The notes by hand, those of one quarter-hour in the order in which Atlas tells them. */
function inOrderOf(told: { call_id: string }[], byHand: Notes): unknown[] {
  const places = new Map(told.map(({ call_id }, i) => [call_id, i]));
  const placeOf = ({ note }: Notes[0]): number => places.get(String(note['call_id'])) ?? Infinity;
  return byHand
    .toSorted((a, b) => b.quarter - a.quarter || Math.sign(placeOf(a) - placeOf(b)) || 0)
    .slice(0, NOTES)
    .map(({ note }) => note);
}

/** How many values there are, and each that differs. */
export function compare(
  name: string,
  told: object,
  byHand: object,
): { values: number; differences: string[] } {
  const own =
    'notes' in told && 'notes' in byHand
      ? { ...byHand, notes: inOrderOf(told.notes as { call_id: string }[], byHand.notes as Notes) }
      : byHand;
  const [left, right] = [flatten(told, name), flatten(own, name)];
  const names = [...new Set([...left.keys(), ...right.keys()])];
  const differences = names
    .filter((each) => left.get(each) !== right.get(each))
    .map((each) => `${each}: ${String(left.get(each))}, by hand ${String(right.get(each))}`);
  return { values: names.length, differences };
}
