import type { WebhookSort } from './webhook-count.js';

/** Each route that Twilio is told of. */
const KINDS: Readonly<Record<string, string>> = {
  '/twilio/voice': 'voice',
  '/twilio/voice/fallback': 'fallback',
  '/twilio/voice/recorded': 'recorded',
  '/twilio/status': 'status',
  '/twilio/recording': 'recording',
  '/twilio/probe': 'probe',
};

/** How a webhook ended that came to this route, or to a path of none. */
export interface Ended {
  /** The route that took it. */
  route: string | null;
  path: string;
  status: number;
  isWhole: boolean;
}

const isKnown = (path: string): boolean => Object.hasOwn(KINDS, path);

const whyRefused = (kind: string | undefined, { path, status }: Ended, mismatch: () => string): string => {
  if (status === 413) return 'too-long';
  if (!kind) return isKnown(path.toLowerCase().replace(/\/$/, '')) ? 'method' : 'path';
  return status === 403 || status === 429 ? mismatch() : 'unreadable';
};

/** What there is to count of it; `mismatch` names what is wrong with a signature, and is asked only where one failed. */
export const sortOf = (ended: Ended, mismatch: () => string): WebhookSort => {
  const known = ended.route === null ? undefined : KINDS[ended.route];
  const kind = known ?? 'other';
  if (!ended.isWhole || ended.status >= 500) return { kind, result: 'failed' };
  if (ended.status < 300) return { kind, result: 'accepted' };
  return { kind, result: 'refused', reason: whyRefused(known, ended, mismatch) };
};
