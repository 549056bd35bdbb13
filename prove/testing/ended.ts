import type { ClientEnd, Dial, Evidence } from '../evidence.js';
import { planted, repeated } from './evidence.js';

const wished = (end: ClientEnd, evidence: Evidence): Evidence => {
  evidence.intents[0]!.end = end;
  return evidence;
};

/** A call that may be dialled twice, and whose client was told at this moment that it is ended. */
export const endedAt = (acknowledgedAt: number, second: Partial<Dial> = {}): Evidence =>
  wished({ by: 'hangup', acknowledgedAt }, repeated({}, second));

/** What a client's end does not bear: the promise that is broken, what it is, and the violations that are found. */
export const ENDED: [promise: string, what: string, make: () => Evidence, violations: string[]][] = [
  [
    "dialled after a client's end",
    'another attempt',
    () => endedAt(1_990),
    ['call-1: CA1 was dialled 10 ms after its hangup'],
  ],
  [
    "dialled after a client's end",
    'the first attempt of a call that was canceled while it waited',
    () =>
      wished(
        { by: 'cancel', acknowledgedAt: 400 },
        planted(() => undefined),
      ),
    ['call-1: CA1 was dialled 100 ms after its cancel'],
  ],
  [
    'a client was told that its call is ended, and it was not',
    'a line that stays open',
    () => endedAt(2_100, { endedAt: 4_101 }),
    ['call-1: CA1 went on after its hangup, and is completed'],
  ],
  [
    'a client was told that its call is ended, and it was not',
    'a call that waits for another attempt',
    () =>
      wished(
        { by: 'cancel', acknowledgedAt: 950 },
        planted(({ calls }) => (calls[0]!.status = 'queued')),
      ),
    ['call-1 is queued after its cancel'],
  ],
];
