import type { Evidence, Turn } from '../evidence.js';
import { answer, allowance, call, dial, planted } from './evidence.js';

const turn = (changes: Partial<Turn> = {}): Turn => ({
  since: 0,
  isDue: true,
  priority: 5,
  isOfCrowd: false,
  ...changes,
});

/** A call of this kind that waited for nine seconds, in which these others were dialled, five a second. */
export const waitedBehind = (others: Partial<Turn>[], own: Partial<Turn> = {}): Evidence =>
  planted((evidence) => {
    evidence.intents[0]!.turn = turn(own);
    evidence.dials[0]!.at = 9_500;
    evidence.dials[0]!.endedAt = 9_900;
    for (const [n, other] of others.entries()) {
      const [callId, sid, handle] = [`other-${n}`, `CB${n}`, `client-${n + 2}`];
      const key = `key-${n + 2}`;
      const answers = [answer({ callId })];
      const replay = answer({ callId, isReplay: true });
      evidence.intents.push({ key, handle, allowance: allowance(), turn: turn(other), answers, replay });
      evidence.calls.push(
        call({ callId, handle, recordings: [], attempts: [{ ...call().attempts[0]!, sid }] }),
      );
      evidence.dials.push(
        dial({ sid, callId, at: 1_100 + n * 200, endedAt: 9_000, recordings: [], acknowledged: [] }),
      );
    }
  });

export const repeatedly = (count: number, what: Partial<Turn>): Partial<Turn>[] =>
  Array.from({ length: count }, () => what);

/** Calls whose turn did not come, and the promise that is broken. */
export const UNTURNED: [promise: string, what: string, make: () => Evidence][] = [
  [
    'kept waiting behind less urgent calls',
    'nineteen of a lower priority',
    () => waitedBehind(repeatedly(19, { priority: 4 })),
  ],
  [
    "kept waiting behind one user's many calls",
    'nineteen of one user',
    () => waitedBehind(repeatedly(19, { isOfCrowd: true })),
  ],
];
