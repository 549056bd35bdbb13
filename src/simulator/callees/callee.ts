/** How a called number behaves. Seconds are simulated ones. */
export interface Callee {
  readonly name: string;
  readonly does: string;
  readonly ringSeconds: number;
  readonly outcome: 'answers' | 'busy' | 'no-answer' | 'fails' | 'canceled';
  /** The SIP code of an outcome other than `answers`. */
  readonly sipCode?: number;
  readonly kind: 'human' | 'machine' | 'fax';
  /** What it says when picking up; a machine's greeting goes before the beep. */
  readonly greeting: string;
  /** What it says when it is being recorded; empty: it stays silent. */
  readonly message: string;
  /** Keys pressed at each Gather; empty: none. */
  readonly keys: string;
  /** Words said at each Gather that listens for speech; empty: none. */
  readonly speech: string;
  /** It hangs up this many seconds after answering. */
  readonly hangsUpAfterSeconds?: number;
  /** It hangs up when half of the first Say or Play is over. */
  readonly hangsUpMidScript?: boolean;
  /** The line stays open after the script's end, until the time limit. */
  readonly holdsLine?: boolean;
  /** A person decides over the control API; time then runs at its natural speed. */
  readonly interactive?: boolean;
}
