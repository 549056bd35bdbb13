import { isIP } from 'node:net';
import { parseFaults } from './fault-list.js';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

const httpUrl = (value: unknown): URL | null => {
  if (typeof value !== 'string' || !/^https?:\/\/[^\s\\?#@]+$/i.test(value)) return null;
  return URL.canParse(value) ? new URL(value) : null;
};

/** As URLs are joined by adding a path that begins with a slash. */
export const removeTrailingSlashes = (text: string): string => text.replace(/\/+$/, '');

/** An absolute http or https URL, perhaps with a path, without query, fragment or credentials. */
export const isPublicUrl = (value: unknown): boolean => httpUrl(value) !== null;

/** Scheme, host and port only. */
export const isOrigin = (value: unknown): boolean => httpUrl(value)?.pathname === '/';

/** Where the account's credentials may be sent: https under twilio.com, or this machine. */
export const isTrustedTwilioOrigin = (value: unknown): boolean => {
  const url = httpUrl(value);
  if (url === null) return false;
  const twilio = url.hostname === 'twilio.com' || url.hostname.endsWith('.twilio.com');
  return (twilio && url.protocol === 'https:') || LOOPBACK.test(url.hostname);
};

/** Whether the URL leads to the machine itself, from wherever it is asked for. */
export const isLoopbackUrl = (value: unknown): boolean => {
  const { hostname = '' } = httpUrl(value) ?? {};
  return LOOPBACK.test(hostname) || hostname === '0.0.0.0' || hostname === '[::]';
};

/** A proxy named without a scheme is asked over http, as everywhere. */
export const completeProxyUrl = (text: string): string => (text.includes('://') ? text : `http://${text}`);

const isDecodable = (text: string): boolean => {
  try {
    return decodeURIComponent(text) !== '';
  } catch {
    return false;
  }
};

/** An http or https URL of a host alone, perhaps with credentials. */
export const isProxyUrl = (value: unknown): boolean => {
  if (typeof value !== 'string' || !/^https?:\/\/\S+$/i.test(value) || !URL.canParse(value)) return false;
  const { pathname, search, hash, username, password } = new URL(value);
  return pathname === '/' && !search && !hash && isDecodable(`${username}:${password}`);
};

/** A host name or an IP address to listen on. */
export const isHost = (value: unknown): boolean =>
  typeof value === 'string' &&
  (isIP(value) !== 0 || /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?$/i.test(value));

/** Texts with commas between them. */
export const parseList = (text: string): string[] => text.split(',').map((part) => part.trim());

/** Hosts as a browser names them: each a name or an address (IPv6 in brackets), perhaps with a port. */
export const isHostList = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.every((host) => {
    const [, name = '', bracketed = name] =
      /^(?:([^:[\]]+)|\[([\da-f:.]+)\])(?::\d{1,5})?$/i.exec(String(host)) ?? [];
    return isHost(bracketed);
  });

const isCidr = (text: string): boolean => {
  const [address = '', prefix, ...rest] = text.split('/');
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  if (bits < 0 || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits);
};

/** What Express' `trust proxy` gets: nothing, a number of hops, or the addresses of the proxies. */
export type TrustProxy = false | number | string[];

/** `off` and empty mean no proxy; digits a hop count; else a list of addresses or CIDRs. */
export const parseTrustProxy = (text: string): unknown => {
  if (/^(off|false|no|0)$/i.test(text)) return false;
  if (/^\d{1,3}$/.test(text)) return Number(text);
  const list = parseList(text);
  return list.every(isCidr) ? list : text;
};

export const isTrustProxy = (value: unknown): boolean =>
  value === false ||
  (Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 32) ||
  (Array.isArray(value) && value.length > 0);

const CREDENTIAL = String.raw`[^\s:/?#[\]@]*`;
const MONGO_HOST = String.raw`(?:\[[\da-f:.]+\]|[^\s:/?#[\]@,]+)(?::\d{1,5})?`;
const MONGO_URI = new RegExp(
  String.raw`^mongodb(?:\+srv)?://(?:${CREDENTIAL}(?::${CREDENTIAL})?@)?(${MONGO_HOST}(?:,${MONGO_HOST})*)(?:[/?][^\s@]*)?$`,
  'i',
);

/** The hosts that a MongoDB connection string names, without its credentials and options; null where it cannot be read surely. */
export const mongoHosts = (value: unknown): string | null => MONGO_URI.exec(String(value))?.[1] ?? null;

export const isMongoUri = (value: unknown): boolean => mongoHosts(value) !== null;

/** Whether its options go together with reading from the primary alone. */
export const readsFromPrimary = (value: unknown): boolean =>
  !/[?&](readPreferenceTags|maxStalenessSeconds)=/i.test(String(value));

/** MongoDB's own rules for the name of a database. */
export const isDatabaseName = (value: unknown): boolean =>
  typeof value === 'string' && /^[^\s/\\."$*<>:|?]{1,63}$/.test(value);

export const isToken = (value: unknown): boolean => typeof value === 'string' && /^\S{1,256}$/.test(value);

/** What the simulator can read, such as `callback_lost=0.1,create_429=0.05`. */
export const isFaultList = (value: unknown): boolean => {
  try {
    parseFaults(String(value));
    return true;
  } catch {
    return false;
  }
};
