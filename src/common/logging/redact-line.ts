import { maskText } from './mask-text.js';
import { isPrivateField } from './private-fields.js';

/** Ids that a reader matches with what the client got; their alphabet allows no `+` and no `@`. */
const READABLE_IDS = new Set(['request_id', 'trace_id', 'call_id', 'user_id', 'time']);

const redact = (value: unknown, secrets: readonly string[]): unknown => {
  if (typeof value === 'string') return maskText(value, secrets);
  if (typeof value === 'number') return value > 1e9 && Number.isInteger(value) ? maskText(`${value}`) : value;
  if (Array.isArray(value)) return value.map((item) => redact(item, secrets));
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, field]: [string, unknown]) => {
    if (isPrivateField(name)) return [name, '[redacted]'];
    return [maskText(name, secrets), READABLE_IDS.has(name) ? field : redact(field, secrets)];
  });
  return Object.fromEntries(fields) as object;
};

/**
 * The last thing that happens to a log line, so that nothing goes around it: private fields are hidden at any
 * depth, every text is masked, and the known secrets of this process are looked for literally.
 */
export const redactLine = (line: string, secrets: readonly string[]): string => {
  try {
    return `${JSON.stringify(redact(JSON.parse(line), secrets))}\n`;
  } catch {
    return maskText(line, secrets);
  }
};
