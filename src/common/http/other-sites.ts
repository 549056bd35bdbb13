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

/** Whether a browser sends it for a page of another site. Programs send neither header. */
export const isFromOtherSite = ({ headers }: IncomingMessage, hosts: OwnHosts): boolean => {
  const { host, origin, 'sec-fetch-site': site } = headers;
  const isOtherSite = typeof site === 'string' && !OWN_SITES.has(site);
  return isOtherSite || (origin !== undefined && !hosts.served(origin, host));
};

/** The same of a request that may change something. */
export const isCrossSite = (request: IncomingMessage, hosts: OwnHosts): boolean =>
  !SAFE_METHODS.has(request.method ?? '') && isFromOtherSite(request, hosts);
