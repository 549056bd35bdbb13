import type { Wait } from '../model/call.js';
import type { CallChange } from './call-change.js';

/**
 * How the call waits to be dialled from this change on, where that is news to its lane. Only who holds the lane puts a
 * call off, and sees to the lane itself.
 */
export const waitIn = (change: CallChange): Wait | undefined => {
  if (change.kind === 'requested') return change.call.wait;
  return 'wait' in change && change.kind !== 'postponed' ? change.wait : undefined;
};
