import type { IncomingHttpHeaders } from 'node:http';

/** A request as it was received. */
export interface SignedRequest {
  method: string;
  /** Path and query as the client sent them. */
  originalUrl: string;
  headers: IncomingHttpHeaders;
  /** The body's bytes; null or absent when it is empty, or when no parser has read it. */
  rawBody?: Buffer | null;
}

/** Names with their values, each value once and in the order in which Twilio signs them. */
export type SignedFields = ReadonlyMap<string, readonly string[]>;

export type Pair = readonly [name: string, value: string];

/** A request as it is read, once: what is checked is what is used. */
export interface ReadRequest {
  /** Path and query as they were sent. */
  target: string;
  query: SignedFields;
  /** What it tells: the fields of a form, the plain values of a JSON object, the query of a GET. */
  fields: SignedFields;
  /** What of it Twilio signs besides the URL: the fields of a form, the bytes of a JSON body by their hash. */
  form: 'fields' | 'json' | 'query';
  body: Buffer;
  /** A form's fields as Twilio signs them: sorted by name, each value of a repeated field by itself. None of another body. */
  pairs: Pair[];
}

/** Many times what Twilio sends. More is refused before anything is parsed or hashed. */
export const WEBHOOK_BODY_BYTES = 64 * 1024;
const MOST_FIELDS = 200;

/** Null for what no signature covers: another method or type, a body whose bytes are unknown, more than is read. */
export const readSignedRequest = (request: SignedRequest): ReadRequest | null => {
  const { originalUrl: target } = request;
  const body = bodyOf(request);
  if (body === null || body.length > WEBHOOK_BODY_BYTES || !target.startsWith('/')) return null;
  const form = formOf(request, body);
  const text = form === null ? null : decode(body);
  if (form === null || text === null) return null;

  const query = target.split('?').slice(1).join('?');
  const parts = form === 'fields' ? [query, text] : [query];
  if (parts.map(countPairs).reduce((sum, count) => sum + count, 0) > MOST_FIELDS) return null;
  const asked = collect(pairsOf(query));
  const fields = { query: () => asked, fields: () => collect(pairsOf(text)), json: () => readJson(text) }[
    form
  ]();
  if (!fields || fields.size > MOST_FIELDS) return null;
  const pairs = form === 'fields' ? signedPairs(fields) : [];
  return { target, query: asked, fields, form, body, pairs };
};

/** Null where the bytes of a body that was sent are not known. */
const bodyOf = ({ headers, rawBody }: SignedRequest): Buffer | null => {
  if (rawBody) return rawBody;
  const isSent = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) !== 0;
  return isSent ? null : Buffer.alloc(0);
};

const formOf = ({ method, headers }: SignedRequest, body: Buffer): ReadRequest['form'] | null => {
  if (method === 'GET' || method === 'HEAD') return body.length === 0 ? 'query' : null;
  if (method !== 'POST') return null;
  const mediaType = (headers['content-type'] ?? '').split(';', 1).join('').trim().toLowerCase();
  if (mediaType === 'application/json') return 'json';
  // An empty form has no need to say that it is one.
  return mediaType === 'application/x-www-form-urlencoded' || body.length === 0 ? 'fields' : null;
};

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const decode = (bytes: Buffer): string | null => {
  try {
    return UTF8.decode(bytes);
  } catch {
    return null;
  }
};

/** Stops to count behind the most that are read. */
const countPairs = (text: string): number => (text === '' ? 0 : text.split('&', MOST_FIELDS + 1).length);

/** A leading & is no pair, and keeps URLSearchParams from dropping a leading ?. */
const pairsOf = (text: string): Iterable<[string, string]> => new URLSearchParams(`&${text}`);

const collect = (pairs: Iterable<[string, string]>): SignedFields => {
  const values = new Map<string, string[]>();
  for (const [name, value] of pairs) {
    const known = values.get(name);
    if (!known) values.set(name, [value]);
    else if (!known.includes(value)) known.push(value);
  }
  for (const each of values.values()) each.sort();
  return values;
};

const signedPairs = (fields: SignedFields): Pair[] => {
  const pairs: Pair[] = [];
  for (const name of [...fields.keys()].sort())
    for (const value of fields.get(name) ?? []) pairs.push([name, value]);
  return pairs;
};

/** The plain values of a JSON object; null where the text is none. */
const readJson = (text: string): SignedFields | null => {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    const plain = Object.entries(value).filter(([, item]) => /^(string|number|boolean)$/.test(typeof item));
    return collect(plain.map(([name, item]): [string, string] => [name, String(item)]));
  } catch {
    return null;
  }
};
