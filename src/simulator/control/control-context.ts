import type { Account } from '../account.js';
import type { Callbacks } from '../callbacks/callbacks.js';
import type { Tape } from '../callbacks/tape.js';
import type { CalleeBook } from '../callees/callee-book.js';
import type { CallStore } from '../calls/call-store.js';
import type { Switchboard } from '../calls/switchboard.js';
import type { FaultPlan } from '../faults/fault-plan.js';
import type { SimulatedTime } from '../simulated-time.js';

/** What the control API looks at and changes. */
export interface ControlContext {
  readonly account: Account;
  readonly store: CallStore;
  readonly switchboard: Switchboard;
  readonly callees: CalleeBook;
  readonly faults: FaultPlan;
  readonly callbacks: Callbacks;
  readonly tape: Tape;
  readonly time: SimulatedTime;
  /** Forgets all calls and settings. */
  readonly reset: () => void;
}
