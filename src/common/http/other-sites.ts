import type { IncomingMessage } from 'node:http';
import type { OwnHosts } from './own-hosts.js';

export const OTHER_HOST =
  'Misdirected request: the Host header names no host of this server; ALLOWED_HOSTS adds one';
export const OTHER_SITE = 'Cross-site request refused: a page of another site may change nothing here';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);
const OWN_SITES = new Set(['same-origin', 'none']);

/** Whether it came to a name that is not the server's, as it does from a page whose name was made to lead here. */
export const isMisdirected = ({ headers: { host } }: IncomingMessage, hosts: OwnHosts): boolean =>
  host !== undefined && !hosts.have(host);

/** Whether a browser sends it for a page of another site, and it may change something. Programs send neither header. */
export const isCrossSite = ({ method = '', headers }: IncomingMessage, hosts: OwnHosts): boolean => {
  const { host, origin, 'sec-fetch-site': site } = headers;
  if (SAFE_METHODS.has(method)) return false;
  const isOtherSite = typeof site === 'string' && !OWN_SITES.has(site);
  return isOtherSite || (origin !== undefined && !hosts.served(origin, host));
};
