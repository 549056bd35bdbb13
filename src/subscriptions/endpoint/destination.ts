import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { isLoopbackAddress, isPublicAddress } from './public-address.js';

const MOST_CHARACTERS = 2_000;

/** What may be sent to. */
export interface DestinationRules {
  /** Only https. */
  isProduction: boolean;
  /** This machine as well, over http too. */
  allowsLoopback: boolean;
}

/** As the deployment is set. */
export const destinationRulesOf = (settings: {
  environment: string;
  subscriptionsLoopback: 'on' | 'off';
}): DestinationRules => ({
  isProduction: settings.environment === 'production',
  allowsLoopback: settings.subscriptionsLoopback === 'on',
});

/** Where a request goes: an address that was found out once, and is the one that is connected to. */
export interface Destination {
  url: URL;
  address: string;
  family: 4 | 6;
}

/** The host as an address, where it is one: a URL has IPv6 in brackets. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');

/** Why a URL may never be an endpoint, whatever its name stands for; null where it may. */
export const urlFault = (text: string, { isProduction, allowsLoopback }: DestinationRules): string | null => {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || text.length > MOST_CHARACTERS || !['http:', 'https:'].includes(url.protocol))
    return `must be an absolute https URL of at most ${MOST_CHARACTERS} characters`;
  if (url.username || url.password) return 'must be without a user and a password';
  if (url.hash) return 'must be without a fragment';
  const literal = hostOf(url);
  const isLoopback = /(^|\.)localhost$/.test(literal) || isLoopbackAddress(literal);
  if (isLoopback) return allowsLoopback ? null : 'must not be an address of this machine';
  if (url.protocol === 'http:' && isProduction) return 'must be https';
  return isIP(literal) !== 0 && !isPublicAddress(literal)
    ? 'must be an address of the public Internet'
    : null;
};

/** Why nothing is sent to an endpoint. */
export class DestinationRefused extends Error {}

export type Resolve = (host: string) => Promise<{ address: string; family: number }[]>;

const asked = new Map<string, ReturnType<Resolve>>();

/** Once at a time for each name: a name server that does not answer keeps one of the few threads that look names up, not all. */
const resolveAll: Resolve = (host) => {
  const going =
    asked.get(host) ?? lookup(host, { all: true, verbatim: true }).finally(() => asked.delete(host));
  asked.set(host, going);
  return going;
};

/**
 * Finds out where to send, once. Every address that the name stands for has to be allowed: who answers with one of
 * each sort is not to choose. Throws DestinationRefused, or what the resolver throws.
 */
export const destinationOf = async (
  text: string,
  rules: DestinationRules,
  resolve: Resolve = resolveAll,
): Promise<Destination> => {
  const fault = urlFault(text, rules);
  if (fault) throw new DestinationRefused(`The URL ${fault}`);
  const url = new URL(text);
  const literal = hostOf(url);
  const found = isIP(literal) === 0 ? await resolve(literal) : [{ address: literal, family: isIP(literal) }];
  const isAllowed = ({ address }: { address: string }): boolean =>
    isPublicAddress(address) || (rules.allowsLoopback && isLoopbackAddress(address));
  const [first] = found;
  if (!first) throw new DestinationRefused('The name stands for no address');
  if (!found.every(isAllowed))
    throw new DestinationRefused('The name stands for an address that is not public');
  if (url.protocol === 'http:' && rules.isProduction && !isLoopbackAddress(first.address))
    throw new DestinationRefused('The URL must be https');
  return { url, address: first.address, family: first.family === 6 ? 6 : 4 };
};
