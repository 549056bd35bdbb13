import type { Standing } from '../calls/attempts/calling-rules.js';
import type { DispatcherRecord } from './dispatcher-record.js';

/** What an instance knows of who leads. */
interface Known {
  current: string | null;
  known: DispatcherRecord | undefined;
}

/** How things stand for a call that this instance dials at that time. */
export const standingOf = ({ current, known }: Known, at: Date): Standing => ({
  at,
  term: current,
  rules: known?.rules ?? 0,
});
