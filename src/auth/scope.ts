/** What a caller may be let do, a word each. */
export const SCOPES = [
  'calls:write',
  'calls:read',
  'users:write',
  'users:read',
  'feedback:write',
  'feedback:read',
  'subscriptions:write',
  'subscriptions:read',
  'dispatch:write',
  'metrics:read',
  'privacy:manage',
  'admin',
] as const;

export type Scope = (typeof SCOPES)[number];

/** An admin may do everything. */
export const grants = (held: ReadonlySet<Scope>, wanted: Scope): boolean =>
  held.has(wanted) || held.has('admin');
