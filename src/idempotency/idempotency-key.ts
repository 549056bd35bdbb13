import { createHash } from 'node:crypto';

const MAX_LENGTH = 255;
const VISIBLE_ASCII = /^[\x21-\x7e]+$/;
/** A string of RFC 8941: `"` and `\` inside it are escaped. */
const QUOTED = /^"((?:[^"\\]|\\["\\])*)"$/;

/** For the documentation: what every key looks like, bare or in double quotes. */
export const KEY_PATTERN = String.raw`^(?:[!#-~][!-~]*|"(?:[!#-\[\]-~]|\\["\\])+")$`;

/** What `parseIdempotencyKey` accepts, as the end of a sentence. */
export const KEY_RULE = 'must be one value of 1 to 255 visible ASCII characters, bare or in double quotes';

/**
 * The key in the values of the request's header, or null where it is none. `abc` and `"abc"` are the same key.
 * Source: draft-ietf-httpapi-idempotency-key-header (a string of RFC 8941); bare ones are widely sent.
 */
export const parseIdempotencyKey = (values: readonly string[]): string | null => {
  const [value, ...others] = values;
  if (value === undefined || others.length > 0) return null;
  const key = value.startsWith('"') ? unquote(value) : value;
  return key !== null && key.length <= MAX_LENGTH && VISIBLE_ASCII.test(key) ? key : null;
};

const unquote = (value: string): string | null =>
  QUOTED.exec(value)?.[1]?.replace(/\\(["\\])/g, '$1') ?? null;

/** JSON that is the same for equal values: fields sorted by name, absent ones left out. */
export const canonicalJson = (value: unknown): string => JSON.stringify(value, sortFields);

const sortFields = (_name: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Under which name a key is kept: the key itself is not, and two callers never share one. `route` is a method and a path, `POST /users`. */
export const hashOfKey = (caller: string, route: string, key: string): string =>
  sha256(canonicalJson([caller, route, key]));

/** What tells one request from another: its route and its validated body, defaults filled in. */
export const fingerprintOf = (route: string, body: object): string => sha256(canonicalJson([route, body]));
