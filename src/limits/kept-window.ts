import type { Slot } from './sliding-window.js';

/** The permits that were taken for one key. */
export interface KeptWindow {
  slots: Slot[];
  /** Another one after each change. */
  mark: string;
}
