import { createHash } from 'node:crypto';
import type { Content, Entry, Head } from './entry.js';

/** With the names in order: the same entry is the same text, wherever it was kept. */
const ordered = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(fields.map(([name, field]) => [name, ordered(field)]));
};

/** Times as ISO 8601, and nothing of what is undefined. */
const canonicalJson = (value: object): string => JSON.stringify(ordered(JSON.parse(JSON.stringify(value))));

/** The hash of all in an entry but its own hash. */
export const hashOf = (entry: object): string =>
  createHash('sha256')
    .update(canonicalJson({ ...entry, hash: undefined }))
    .digest('hex');

/** Before the first entry of a chain. */
export const beginningOf = (chain: string): Head => ({ chain, seq: -1, hash: '' });

/** The next entry of a chain. */
export const seal = ({ chain, seq, hash: prev }: Head, content: Content, at: Date): Entry => {
  const entry = { ...content, chain, seq: seq + 1, at, prev };
  return { ...entry, hash: hashOf(entry) };
};
