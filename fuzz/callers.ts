import { type Scope, SCOPES } from '../src/auth/scope.js';

/** Somebody in whose name all requests of one run are sent. */
export interface Caller {
  name: string;
  /** What they may do; null for who has no key where one is asked for. */
  scopes: readonly Scope[] | null;
  /** Every sort of request to every operation; else fewer, and with a key only to operations that ask for one. */
  isWhole: boolean;
}

/** Who needs no key, for calls are simulated. */
export const ANYBODY: Caller = { name: 'anybody, at an open Atlas', scopes: SCOPES, isWhole: true };

/** Everybody that an Atlas is tried as that asks for a key, one run for each. */
export const CALLERS: readonly Caller[] = [
  { name: 'a stranger, without a key', scopes: null, isWhole: false },
  ...SCOPES.map((scope) => ({ name: `a key with the scope ${scope}`, scopes: [scope], isWhole: false })),
  { name: 'a key with all scopes', scopes: SCOPES, isWhole: true },
];
