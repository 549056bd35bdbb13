import type { IncomingMessage } from 'node:http';

const OWN_SITES = new Set(['same-origin', 'none']);

/** Whether a request comes from a page of Atlas, or from no page: a browser says so in these headers. */
export const isFromOwnPage = ({ headers }: IncomingMessage, ownHost: string): boolean => {
  const { host, origin, 'sec-fetch-site': site } = headers;
  if (typeof site === 'string' && !OWN_SITES.has(site)) return false;
  if (origin === undefined) return true;
  return URL.canParse(origin) && [host, ownHost].includes(new URL(origin).host);
};
