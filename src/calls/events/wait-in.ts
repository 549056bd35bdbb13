import type { Wait } from '../model/call.js';
import type { CallChange } from './call-change.js';

/** How the call waits to be dialled from this change on, where it does. */
export const waitIn = (change: CallChange): Wait | undefined => {
  if (change.kind === 'requested') return change.call.wait;
  return 'wait' in change ? change.wait : undefined;
};
