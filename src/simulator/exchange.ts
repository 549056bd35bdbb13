import type { Account } from './account.js';
import type { Callbacks } from './callbacks/callbacks.js';
import type { Courier } from './callbacks/courier.js';
import type { StatusCallbacks } from './callbacks/status-callbacks.js';
import type { RecordingDesk } from './recordings/recording-desk.js';

/** What the running of a call needs of the simulator. */
export interface Exchange {
  readonly account: Account;
  readonly courier: Courier;
  readonly callbacks: Callbacks;
  readonly statusCallbacks: StatusCallbacks;
  readonly recordings: RecordingDesk;
  /** The absolute URL of a recording, without an extension. */
  readonly recordingUrl: (sid: string) => string;
  /** One line for people, without secrets or whole phone numbers. */
  readonly log: (line: string) => void;
}
