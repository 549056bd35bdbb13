import type { Schema } from '../api/client.js';
import type { Tone } from '../ui/badge.js';
import { privacyWords as words } from '../words/privacy.js';

export type Erasure = Schema<'Erasure'>;

export const TONES: Readonly<Record<Erasure['status'], Tone>> = {
  running: 'busy',
  waiting: 'warn',
  done: 'good',
};

/** How many records were erased. */
export const erasedIn = ({ erased }: Pick<Erasure, 'erased'>): number =>
  erased.reduce((sum, { count }) => sum + count, 0);

/** For what it waits, as sentences; the last look is told with its time where it is shown. */
export const waitsFor = (erasure: Erasure): string[] => [
  ...(erasure.waiting_for > 0 ? [words.waitingFor(erasure.waiting_for)] : []),
  ...(erasure.on_hold > 0 ? [words.onHold(erasure.on_hold)] : []),
  ...(erasure.problem === null ? [] : [words.problem(erasure.problem)]),
];

/** A number as people write it, in E.164; null where it is none. */
export const e164In = (text: string): string | null => {
  const digits = text.replaceAll(/[\s().-]/g, '');
  return /^\+[1-9]\d{5,14}$/.test(digits) ? digits : null;
};
