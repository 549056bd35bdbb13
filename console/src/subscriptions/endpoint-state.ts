import type { Schema } from '../api/client.js';
import type { Tone } from '../ui/badge.js';
import { subscriptionsWords as words } from '../words/subscriptions.js';

export type Endpoint = Schema<'Subscription'>;

/** How an endpoint is, in a word. */
export const stateOf = ({ disabled_for: why, failures }: Endpoint): { tone: Tone; text: string } => {
  if (why !== null) return { tone: why === 'request' ? 'plain' : 'bad', text: words.disabledFor[why].state };
  return failures > 0
    ? { tone: 'warn', text: words.states.failing }
    : { tone: 'good', text: words.states.enabled };
};

export const hasTrouble = ({ disabled_for: why, failures }: Endpoint): boolean =>
  why !== null || failures > 0;
