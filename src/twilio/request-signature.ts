import type { IncomingHttpHeaders } from 'node:http';
import twilio from 'twilio';
import type { TwilioAccount } from './twilio-account.js';

/** What of a request is signed, as it was received. */
export interface SignedRequest {
  method: string;
  /** Path and query as the client sent them. */
  originalUrl: string;
  headers: IncomingHttpHeaders;
  /** The body's bytes; null or absent when it is empty, or when no parser has read it. */
  rawBody?: Buffer | null;
}

/** The parameters of a request whose signature holds: null-prototype, one value each. */
export type TwilioParameters = Record<string, string>;

type Fields = Record<string, string[]>;
type Keys = Pick<TwilioAccount, 'baseUrl' | 'accountSid' | 'authToken' | 'secondaryAuthToken'>;

/**
 * The request's parameters when Twilio signed it for this account, else null. Fails closed: what is not wholly
 * covered by the signature (a body of another type, one whose bytes are unknown) is refused.
 * Source: https://www.twilio.com/docs/usage/security#validating-requests
 */
export const verifyRequest = (request: SignedRequest, keys: Keys): TwilioParameters | null => {
  const signature = request.headers['x-twilio-signature'];
  const body = readBody(request);
  if (typeof signature !== 'string' || body === null || !request.originalUrl.startsWith('/')) return null;

  const query = new URLSearchParams(request.originalUrl.split('?').slice(1).join('?'));
  const fields = readFields(request, body, query);
  if (fields === null) return null;

  const url = keys.baseUrl + request.originalUrl;
  const signedFields = isForm(request) ? fields : {};
  const isSigned = [keys.authToken, keys.secondaryAuthToken]
    .filter((token): token is string => Boolean(token))
    .map((token) =>
      query.has('bodySHA256')
        ? twilio.validateRequestWithBody(token, signature, url, body)
        : twilio.validateRequest(token, signature, url, signedFields),
    )
    .includes(true);
  return isSigned && isOurs(fields, keys.accountSid) ? flatten(fields) : null;
};

/** The body as text, or null where its bytes are not known or are not UTF-8. */
const readBody = ({ headers, rawBody }: SignedRequest): string | null => {
  if (rawBody) return decode(rawBody);
  const isSent = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) !== 0;
  return isSent ? null : '';
};

const decode = (bytes: Buffer): string | null => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
};

const mediaType = ({ headers }: SignedRequest): string =>
  (headers['content-type'] ?? '').split(';', 1).join('').trim().toLowerCase();

const isGet = ({ method }: SignedRequest): boolean => method === 'GET' || method === 'HEAD';

const isForm = (request: SignedRequest): boolean =>
  !isGet(request) && mediaType(request) === 'application/x-www-form-urlencoded';

/** What the request says, by its kind; null for a kind that no signature covers. */
const readFields = (request: SignedRequest, body: string, query: URLSearchParams): Fields | null => {
  if (isGet(request)) return body === '' ? collect(query) : null;
  if (request.method !== 'POST') return null;
  // A leading & is no field, and keeps URLSearchParams from dropping a leading ?.
  if (isForm(request)) return collect(new URLSearchParams(`&${body}`));
  if (mediaType(request) === 'application/json') return query.has('bodySHA256') ? readJson(body) : null;
  return body === '' ? collect(new URLSearchParams()) : null;
};

const collect = (pairs: Iterable<[string, string]>): Fields => {
  const fields = Object.create(null) as Fields;
  for (const [name, value] of pairs) (fields[name] ??= []).push(value);
  return fields;
};

/** The plain values of a JSON object; whatever else the body holds is for the handler to read. */
const readJson = (body: string): Fields | null => {
  try {
    const value: unknown = body === '' ? {} : JSON.parse(body);
    if (typeof value !== 'object' || value === null) return collect([]);
    const plain = Object.entries(value).filter(([, item]) =>
      ['string', 'number', 'boolean'].includes(typeof item),
    );
    return collect(plain.map(([name, item]): [string, string] => [name, String(item)]));
  } catch {
    return null;
  }
};

/** A token is one account's, so a signed request without AccountSid is ours; one that names another is not. */
const isOurs = (fields: Fields, accountSid: string): boolean =>
  (fields['AccountSid'] ?? []).every((sid) => sid === accountSid);

/** Twilio signs a repeated field's values sorted, so the first of them is the only one sure to be the same. */
const flatten = (fields: Fields): TwilioParameters => {
  const parameters = Object.create(null) as TwilioParameters;
  for (const [name, values] of Object.entries(fields)) parameters[name] = [...values].sort()[0] ?? '';
  return parameters;
};
