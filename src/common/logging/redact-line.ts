import { LRUCache } from 'lru-cache';
import { maskText } from './mask-text.js';
import { isPrivateField } from './private-fields.js';

/** Ids that a reader matches with what the client got; their alphabet allows no `+` and no `@`. */
const READABLE_IDS = new Set(['request_id', 'trace_id', 'call_id', 'user_id', 'time']);
/** Names, levels, methods and messages come again and again: what is masked of the last of them is kept. */
const KEPT = { texts: 500, characters: 64 };

type Mask = (text: string) => string;

const redact = (value: unknown, mask: Mask): unknown => {
  if (typeof value === 'string') return mask(value);
  if (typeof value === 'number') return value > 1e9 && Number.isInteger(value) ? maskText(`${value}`) : value;
  if (Array.isArray(value)) return value.map((item) => redact(item, mask));
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, field]: [string, unknown]) => {
    if (isPrivateField(name)) return [name, '[redacted]'];
    return [mask(name), READABLE_IDS.has(name) ? field : redact(field, mask)];
  });
  return Object.fromEntries(fields) as object;
};

/**
 * The last thing that happens to a log line, so that nothing goes around it: private fields are hidden at any
 * depth, every text is masked, and the known secrets of this process are looked for literally.
 */
export const lineRedactor = (secrets: readonly string[]): ((line: string) => string) => {
  const maskAnew: Mask = (text) => maskText(text, secrets);
  const kept = new LRUCache({ max: KEPT.texts, memoMethod: maskAnew });
  const mask: Mask = (text) => (text.length > KEPT.characters ? maskAnew(text) : kept.memo(text));
  return (line) => {
    try {
      return `${JSON.stringify(redact(JSON.parse(line), mask))}\n`;
    } catch {
      return maskText(line, secrets);
    }
  };
};
