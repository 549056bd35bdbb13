import type { Call } from '../calls/model/call.js';
import { MAX_PRIORITY } from '../plan/call-plan.js';

/** More turns than one priority can ever give. */
const PRIORITY_STEP = 1e12;

/** The place in the queue of a call that has this turn: by priority, then by turn. */
export const placeOf = ({ plan }: Call, turn: number): number =>
  (MAX_PRIORITY - (plan?.priority ?? 0)) * PRIORITY_STEP + turn;

/** The turn of the call at this place. */
export const turnAt = (place: number): number => place % PRIORITY_STEP;
