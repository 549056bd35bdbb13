import type { Schema } from '../api/client.js';

type Event = Schema<'TimelineEvent'>;
export type Lane = 'atlas' | 'twilio' | 'callee';

/** What is said of how an event came. */
export type Mark =
  | { kind: 'late'; seconds: number }
  | { kind: 'out of order' }
  | { kind: 'repeated' }
  | { kind: 'ignored'; why: string };

/** Callbacks take a moment; what takes longer than this is told as late. */
const LATE_SECONDS = 5;
const REPEATED = 'already known';
const OF_CALLEE = new Set(['ringing', 'in-progress', 'busy', 'no-answer', 'completed']);

/** The key by which the callee ended a recording, or `hangup`; null where nothing is told of one. */
export const pressedIn = ({ kind, details }: Pick<Event, 'kind' | 'details'>): string | null =>
  kind === 'recording' ? ((details as Record<string, string>)['digits'] ?? null) : null;

/** Who did it: what Twilio tells of the phone at the other end is the callee's. */
export const laneOf = (event: Pick<Event, 'source' | 'kind' | 'status' | 'details'>): Lane => {
  const { source, kind, status } = event;
  if (pressedIn(event) !== null) return 'callee';
  if (kind === 'voice') return 'atlas';
  if (kind === 'transcription' || kind === 'feedback') return 'callee';
  if (source === 'client' || source === 'atlas') return 'atlas';
  return source === 'callback' && kind === 'status' && status !== null && OF_CALLEE.has(status)
    ? 'callee'
    : 'twilio';
};

/** What asks only, as Twilio does for what to say, changes nothing and is no repetition. */
const isSame = (one: Event, other: Event): boolean =>
  one.kind === other.kind &&
  one.status === other.status &&
  one.attempt === other.attempt &&
  one.recording_sid === other.recording_sid;

const secondsBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 1000;

/** Late is what a callback tells of long before; Twilio's answers when asked are always of before. */
export const marksOf = (event: Event, earlier: readonly Event[]): Mark[] => {
  const { occurred_at: at, received_at: came, source, ignored, attempt, kind } = event;
  const marks: Mark[] = [];
  if (source === 'callback' && at !== null && kind === 'status') {
    const seconds = secondsBetween(at, came);
    if (seconds > LATE_SECONDS) marks.push({ kind: 'late', seconds });
    const isBehind = earlier.some(
      (other) =>
        other.attempt === attempt &&
        other.kind === 'status' &&
        other.source === 'callback' &&
        other.occurred_at !== null &&
        secondsBetween(at, other.occurred_at) > 0,
    );
    if (isBehind) marks.push({ kind: 'out of order' });
  }
  if (ignored === REPEATED) {
    if (earlier.some((other) => isSame(other, event))) marks.push({ kind: 'repeated' });
  } else if (ignored !== null) marks.push({ kind: 'ignored', why: ignored });
  return marks;
};
