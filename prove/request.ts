import type { Schema } from '@atlas/client';
import type { Intent } from './plan.js';
import type { Retried, Terms } from './terms.js';

type Window = NonNullable<Schema<'CreateCall'>['calling_window']>;

const MINUTE_MS = 60_000;
const HOURS_AHEAD_MS = 5 * 3_600_000;
const WINDOW_MS = 3_600_000;
const WEEK: Window['days'] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
/** A request that asks for no more. */
const ONCE: Retry = { dials: 1, on: [], delaysMs: [] };

interface Retry {
  /** How often the callee may be called. */
  dials: number;
  /** What a dial has to end as for another to follow. */
  on: readonly Retried[];
  /** How long after the end of each dial, the last for all that follow. */
  delaysMs: number[];
}

/** What a client's request allows to be dialled, and when: moments in milliseconds. */
export interface Allowance extends Retry {
  notBefore: number;
  /** Not at this moment, nor later. */
  before: number;
}

/** A request's body, the same each time that it is sent, and what it allows. */
export interface CallRequest {
  body: Schema<'CreateCall'>;
  allowance: Allowance;
}

/** What this intent asks for when its client first asks at this moment. */
export function requestOf({ handle, body, terms }: Intent, now: number): CallRequest {
  const { dueInMs, expiresInMs, retry, priority } = terms;
  const opensAt = opening(terms, now);
  return {
    body: {
      ...body,
      ...(dueInMs !== undefined && { scheduled_at: new Date(now + dueInMs).toISOString() }),
      ...(expiresInMs !== undefined && { expires_at: new Date(now + expiresInMs).toISOString() }),
      ...(opensAt !== undefined && { calling_window: windowFrom(opensAt, terms.timeZone) }),
      ...(retry && { retry, machine_detection: retry.on.includes('voicemail') ? 'enable' : 'none' }),
      ...(priority !== undefined && { priority, metadata: { intent: handle } }),
    },
    allowance: {
      ...retryOf(terms),
      notBefore: Math.max(now + (dueInMs ?? 0), opensAt ?? 0),
      before: now + (expiresInMs ?? Infinity),
    },
  };
}

function retryOf({ retry }: Terms): Retry {
  if (!retry) return ONCE;
  const { max_attempts: dials, on, delay_seconds: delay = 0, delays = [delay, delay * 2] } = retry;
  return { dials, on, delaysMs: delays.map((seconds) => seconds * 1_000) };
}

function opening({ window }: Terms, now: number): number | undefined {
  if (!window) return undefined;
  const from = window === 'next-minute' ? now : now + HOURS_AHEAD_MS;
  return (Math.floor(from / MINUTE_MS) + 1) * MINUTE_MS;
}

/** Every day for an hour from this moment's time of day on, by the clock of the zone. */
function windowFrom(opensAt: number, timeZone = 'UTC'): Window {
  const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone });
  const [start, end] = [clock.format(opensAt), clock.format(opensAt + WINDOW_MS)];
  return { days: WEEK, start, end, time_zone: timeZone };
}
