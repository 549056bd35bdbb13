import { CallClock } from '../call-clock.js';
import { isCallStatus } from '../calls/call-status.js';
import type { Call, NewCall } from '../calls/call.js';

/** Raised when a line means something else than before; lines of another format are not read. */
const FORMAT = 1;
const DATES = new Set(['at', 'dateCreated', 'dateUpdated', 'startTime', 'answerTime', 'endTime']);

/** What a line holds in place of what is alive in a call. */
type KeptCall = Omit<NewCall, 'clock' | 'notifications'> & {
  format: number;
  clock: { at: Date; speed: number };
  /** `webhook` is its place among the call's webhooks. */
  notifications: (Omit<NewCall['notifications'][number], 'webhook'> & { webhook?: number })[];
};

/** A call as one line of JSON. */
export function lineOf(call: Call): string {
  const { changed: _, clock, notifications, ...data } = call;
  const kept: KeptCall = {
    format: FORMAT,
    ...data,
    clock: { at: clock.now(), speed: clock.speed },
    notifications: notifications.map(({ webhook, ...notification }) => ({
      ...notification,
      ...(webhook && { webhook: call.webhooks.indexOf(webhook) }),
    })),
  };
  return JSON.stringify(kept);
}

/** The call of a line, at the time of its clock when it was written; null for what is no such line. */
export function callOf(line: string): NewCall | null {
  const kept = parsed(line);
  if (!kept) return null;
  const { format: _, clock, notifications, ...data } = kept;
  return {
    ...data,
    clock: new CallClock(clock.at, clock.speed),
    notifications: notifications.map(({ webhook, ...notification }) => {
      const about = webhook === undefined ? undefined : data.webhooks[webhook];
      return { ...notification, ...(about && { webhook: about }) };
    }),
  };
}

function parsed(line: string): KeptCall | null {
  try {
    const kept = JSON.parse(line, revived) as KeptCall | null;
    return kept && isKept(kept) ? kept : null;
  } catch {
    return null; // half-written, or not ours
  }
}

const revived = (name: string, value: unknown): unknown =>
  DATES.has(name) && typeof value === 'string' ? new Date(value) : value;

const isKept = ({ format, sid, status, request, clock, ...kept }: KeptCall): boolean =>
  format === FORMAT &&
  typeof sid === 'string' &&
  isCallStatus(status) &&
  typeof request?.to === 'string' &&
  clock?.at instanceof Date &&
  [kept.story, kept.webhooks, kept.recordings, kept.notifications].every((list) => Array.isArray(list));
