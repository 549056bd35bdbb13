/** The guards that can be switched off, one at a time. */
export const BREAK_NAMES = [
  'idempotency',
  'dedup',
  'order',
  'blind-retry',
  'reconciliation',
  'signature',
  'wish',
] as const;
export type BreakName = (typeof BREAK_NAMES)[number];
