import type { KeptWindow } from './kept-window.js';
import type { Slot } from './sliding-window.js';

/** Where the windows of all keys are kept, for all instances. */
export abstract class WindowsRepository {
  abstract find(key: string): Promise<KeptWindow | null>;

  /**
   * Keeps these slots until a time, where the window is still the one that was found, or there is still none. Answers
   * what is kept then, and null where another was faster.
   */
  abstract replace(
    key: string,
    found: KeptWindow | null,
    slots: Slot[],
    expiresAt: Date,
  ): Promise<KeptWindow | null>;
}
