import type { Case } from './case.js';
import type { Dial, Evidence, Turn } from './evidence.js';
import type { Row } from './scorecard.js';

/** Until a call that was just stored is seen by who dials, also where that is another instance. */
const SEEN_MS = 1_000;
/** Of so many turns one is that of the longest waiting, whatever its priority. */
const LONGEST_EACH = 8;
/** Those that are on their way already, and whose turn it is before the first look. */
const ON_THEIR_WAY = 15;

/** A call that was due when it was stored, and waited without a break until it was dialled. */
interface Wait {
  callId: string;
  turn: Turn;
  until: number;
}

/** The promises about whose turn it is. */
export function turnRows(cases: Case[], { undone, dials }: Evidence): Row[] {
  const waits = cases.flatMap((each) => waitOf(each, new Set(undone)));
  const turns = cases.flatMap(({ dials: own, turn }) => own.flatMap(({ at }) => (turn ? { at, turn } : [])));
  const keptWaiting = (isOvertaking: (other: Turn, own: Turn) => boolean): string[] =>
    waits.flatMap(({ callId, turn, until }) => {
      const meanwhile = (at: number): boolean => at > turn.since + SEEN_MS && at < until;
      const before = turns.filter((other) => meanwhile(other.at) && isOvertaking(other.turn, turn)).length;
      const allowed = ON_THEIR_WAY + dials.filter(({ at }) => meanwhile(at)).length / LONGEST_EACH;
      return before > allowed ? [`${callId} waited behind ${before} others`] : [];
    });
  return [
    {
      promise: 'kept waiting behind less urgent calls',
      violations: keptWaiting((other, own) => other.priority < own.priority),
    },
    {
      promise: "kept waiting behind one user's many calls",
      violations: keptWaiting((other, own) => other.isOfCrowd && other.priority === own.priority),
    },
  ];
}

/** What waits between attempts, or was taken back, waits for more than its turn. */
function waitOf({ call, dials, turn }: Case, undone: ReadonlySet<string>): Wait[] {
  const first: Dial | undefined = dials[0];
  if (!turn?.isDue || turn.isOfCrowd || !first || undone.has(call.callId)) return [];
  if (call.attempts[0]?.sid !== first.sid) return [];
  return [{ callId: call.callId, turn, until: first.at }];
}
