import { FIELD_RULES, isRead } from './field-rules.js';
import type { Pair, ReadRequest, SignedFields } from './signed-request.js';

/** What is signed of a form behind its URL: names and values, and nothing between them. */
export const textOf = (pairs: Pair[]): string => pairs.map(([name, value]) => name + value).join('');

const NAMES = Object.entries(FIELD_RULES).map(([name, { written }]) => `${name}(?=${written})`);
/** Each place where a field that Atlas reads could begin. */
const BEGINNING = new RegExp(`(?=(${NAMES.join('|')}))`, 'g');
const VALUE = new Map(
  Object.entries(FIELD_RULES).map(([name, { written }]) => [name, new RegExp(written, 'y')]),
);
/** What could be the rest of a URL of Atlas's, which a field in front of AccountSid would be signed like. */
const REST_OF_URL = /^(?:[&=?/-]|\d+$|\d[^]*[&=?/])/;

/**
 * Whether the fields are the only ones that the signed text can be read as, as far as Atlas reads them. Nothing is
 * signed between fields, so that `CallStatu` = `sringing` has the signature of `CallStatus` = `ringing`.
 */
export const isUnmistakable = ({ fields, pairs }: Pick<ReadRequest, 'fields' | 'pairs'>): boolean => {
  const text = textOf(pairs);
  if (REST_OF_URL.test(textOf(pairs.slice(0, 1)))) return false;
  const starts = startsOf(pairs);
  let at = 0;
  for (const { index, 1: name = '' } of text.matchAll(BEGINNING)) {
    while ((starts[at + 1] ?? Infinity) <= index) at += 1;
    if (!mayStand(name, index - (starts[at] ?? 0), pairs[at], pairs[at + 1], fields)) return false;
  }
  return pairs.every((pair, n) => endsWhereItReads(pair, pairs[n + 1], text, starts[n] ?? 0));
};

const startsOf = (pairs: Pair[]): number[] => {
  let end = 0;
  return pairs.map(([name, value]) => {
    const start = end;
    end += name.length + value.length;
    return start;
  });
};

/** Whether the name of a field that Atlas reads may stand in this field, so many characters behind its beginning. */
const mayStand = (
  name: string,
  offset: number,
  [field]: Pair = ['', ''],
  next: Pair | undefined,
  fields: SignedFields,
): boolean => {
  if (offset === 0) return field === name;
  // ParentCallSid is a name of Twilio's, and comes beside CallSid.
  if (offset < field.length) return fields.has(name);
  const isInOrder = field <= name && (next === undefined || name <= next[0]);
  return !isInOrder;
};

/** Whether what stands behind the name reads as this very value, neither more nor less of the text. */
const endsWhereItReads = (
  [name, value]: Pair,
  next: Pair | undefined,
  text: string,
  start: number,
): boolean => {
  const rule = FIELD_RULES[name];
  const written = VALUE.get(name);
  if (!isRead(name) || !rule || !written) return true;
  if (rule.before) return next === undefined || rule.before.test(next[0]);
  written.lastIndex = start + name.length;
  const found = written.exec(text);
  return found === null || found[0].length === value.length;
};
