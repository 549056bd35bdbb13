/** The guards that can be switched off. */
export const BREAK_NAMES = [
  'idempotency',
  'dedup',
  'order',
  'blind-retry',
  'reconciliation',
  'signature',
  'wish',
  'counting',
  'telling',
] as const;
export type BreakName = (typeof BREAK_NAMES)[number];

/** Each of them changes how calls are stored: only one can be switched off at a time. */
export const STORING: readonly BreakName[] = ['dedup', 'order', 'wish'];

export const isBreakName = (name: string): name is BreakName => BREAK_NAMES.some((each) => each === name);
