import { SCOPES, type Scope } from '../auth/scope.js';

/** From the one that may least to the one that may most. */
export const ROLES = ['viewer', 'operator', 'admin'] as const;

export type Role = (typeof ROLES)[number];

export const isRole = (value: unknown): value is Role => ROLES.some((role) => role === value);

const SCOPES_OF: Readonly<Record<Role, ReadonlySet<Scope>>> = {
  viewer: new Set(SCOPES.filter((scope) => scope.endsWith(':read'))),
  operator: new Set(SCOPES.filter((scope) => scope !== 'admin' && scope !== 'privacy:manage')),
  admin: new Set(SCOPES),
};

/** What a person in this role may do, in the scopes of API keys. */
export const scopesOf = (role: Role): ReadonlySet<Scope> => SCOPES_OF[role];
