import { DAY_MS } from './attempts-per-number-rule.js';
import { CallingRule } from './calling-rule.js';

/** A rule about all that is dialled in a day, in UTC. */
export abstract class DayRule extends CallingRule {
  /** When the next day begins. */
  protected tomorrow(at: Date): Date {
    return new Date((Math.floor(at.getTime() / DAY_MS) + 1) * DAY_MS);
  }
}
