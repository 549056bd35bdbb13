import type { SendGate } from './send-gate.js';

/** How long a request takes, without the time at its gate. */
export class Timer {
  private since = performance.now();
  /** The gate, watched. */
  readonly gate?: SendGate;

  constructor(gate?: SendGate) {
    this.gate =
      gate &&
      ((moment) =>
        gate({
          ...moment,
          send: () => {
            this.since = performance.now();
            moment.send();
          },
        }));
  }

  get ms(): number {
    return performance.now() - this.since;
  }
}
