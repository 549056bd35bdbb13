import type { ExchangeAnswer } from './read-answer.js';

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** Where Twilio keeps recordings; they are told nothing of who asks. */
const KEEPERS = ['.twilio.com', '.amazonaws.com'];

const isKeeper = ({ protocol, hostname, username, port }: URL): boolean =>
  protocol === 'https:' &&
  port === '' &&
  username === '' &&
  KEEPERS.some((keeper) => hostname.endsWith(keeper));

/**
 * Where an answer leads to, or null where it does not, or to a place that is not asked. Another host than the API's own
 * is asked over https alone, and from there nothing leads back.
 */
export const mediaRedirect = (
  { statusCode, headers }: Pick<ExchangeAnswer, 'statusCode' | 'headers'>,
  from: URL,
  apiOrigin: string,
): URL | null => {
  const { location } = headers;
  if (!REDIRECTS.has(statusCode) || !location || !URL.canParse(location, from.href)) return null;
  const to = new URL(location, from.href);
  if (from.origin === apiOrigin && to.origin === apiOrigin && to.username === '') return to;
  return apiOrigin.startsWith('https:') && isKeeper(to) && to.origin !== apiOrigin ? to : null;
};
