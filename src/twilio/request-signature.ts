import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { type ReadRequest, readSignedRequest, type SignedRequest } from './signed-request.js';
import { textOf } from './signed-text.js';
import type { TwilioAccount } from './twilio-account.js';

export type Keys = Pick<TwilioAccount, 'baseUrl' | 'authToken' | 'secondaryAuthToken'>;

/**
 * The request as it is read, when Twilio signed all of that with one of the account's tokens, else null. In time that
 * is linear in the request's size, and tells nothing of the signature that was expected.
 * Source: https://www.twilio.com/docs/usage/security#validating-requests
 */
export const verifyRequest = (request: SignedRequest, keys: Keys): ReadRequest | null => {
  const signature = request.headers['x-twilio-signature'];
  if (typeof signature !== 'string') return null;
  const read = readSignedRequest(request);
  if (read === null || !isBodyCovered(read)) return null;
  return isSigned(read, signature, keys) ? read : null;
};

/** Whether this is Twilio's signature of the request, with one of the tokens, for a URL below the base URL. */
export const isSigned = (read: ReadRequest, signature: string, keys: Keys): boolean => {
  const fields = textOf(read.pairs);
  const tokens = [keys.authToken, keys.secondaryAuthToken].filter((token): token is string => Boolean(token));
  const isSignedAs = (url: string) => (token: string) =>
    isSame(createHmac('sha1', token).update(url).update(fields).digest('base64'), signature);
  // What is usual is tried first. How many were tried tells which of the URLs was signed, which who signed it knows.
  for (const url of signedUrls(keys.baseUrl, read.target)) if (tokens.some(isSignedAs(url))) return true;
  return false;
};

const isSame = (expected: string, given: string): boolean => {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
};

/** The URL of a JSON body holds the hash of its bytes; any other request with such a hash is none of Twilio's. */
export const isBodyCovered = ({ form, query, body }: ReadRequest): boolean => {
  const hashes = query.get('bodySHA256');
  if (form !== 'json') return hashes === undefined;
  const [hash = '', ...others] = hashes ?? [];
  return others.length === 0 && isSame(createHash('sha256').update(body).digest('hex'), hash);
};

/** Scheme, user and host; port; and the path below which Atlas is reached. */
const BASE_URL = /^(https?:\/\/(?:[^/?#@]*@)?(?:\[[^\]]*\]|[^/?#:]*))(:\d+)?(.*)$/i;

/** Twilio signs the URL that it was given, as a rule; or the same one without its port or with the usual one. */
function* signedUrls(baseUrl: string, target: string): Generator<string> {
  const usual = baseUrl + target;
  yield usual;
  const [, origin = baseUrl, port, prefix = ''] = BASE_URL.exec(baseUrl) ?? [];
  const usualPort = /^https:/i.test(origin) ? ':443' : ':80';
  const ports = port ? [port, ''] : ['', usualPort];
  const paths = [target, withEscapes(target)];
  const urls = new Set(ports.flatMap((each) => paths.map((path) => origin + each + prefix + path)));
  urls.delete(usual);
  yield* urls;
}

/**
 * The same target as the URL standard writes it: a query's quotes and brackets escaped, escapes in capitals. It reads
 * as the one that was sent does.
 */
const withEscapes = (target: string): string => {
  const [path = '', ...query] = target.split('?');
  const escaped = query.join('?').replace(/["'<>]/g, (character) => encoded(character));
  const whole = query.length === 0 ? path : `${path}?${escaped}`;
  return whole.replace(/%[0-9a-f]{2}/gi, (escape) => escape.toUpperCase());
};

const encoded = (character: string): string => `%${character.charCodeAt(0).toString(16)}`;
