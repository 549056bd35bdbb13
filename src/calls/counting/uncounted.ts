import type { Call } from '../model/call.js';

/** A call as it was found, without events, and how many of its changes were not counted then. */
export interface UncountedCall {
  call: Call;
  uncounted: number;
}

/** That such a call was counted, and as what. */
export interface CountedCall {
  id: string;
  version: number;
  uncounted: number;
  results: string[];
}

/** A call as it is, without events, and as what it was counted last. */
export interface KnownCall {
  call: Call;
  results: string[];
}
