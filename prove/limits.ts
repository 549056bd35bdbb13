import { setMaxListeners } from 'node:events';
import type { ProveOptions } from './options.js';

/** When each part of the proof has to be over, in parts of the time cap: what follows it needs time too. */
const SHARES = { load: 0.65, settling: 0.85, comparing: 0.9 };

export type Limits = Record<keyof typeof SHARES, AbortSignal>;

/** A signal for each part, aborted when its time is over. */
export function limitsOf({ capMs }: ProveOptions): Limits {
  const limit = (share: number): AbortSignal => {
    const signal = AbortSignal.timeout(Math.max(1, Math.round(capMs * share - performance.now())));
    setMaxListeners(0, signal);
    return signal;
  };
  return { load: limit(SHARES.load), settling: limit(SHARES.settling), comparing: limit(SHARES.comparing) };
}
