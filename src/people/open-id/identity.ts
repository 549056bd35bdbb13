import { isRole, ROLES, type Role } from '../role.js';

/** Who someone is, as the OpenID provider says. */
export interface Identity {
  /** Issuer and subject: never anybody else's. */
  subject: string;
  /** Only an address that the provider has verified. */
  email?: string;
  name?: string;
  /** What the claim for roles holds, if one is configured and there. */
  roles: unknown;
}

/** The role that may most among those that a claim holds, in a list or alone; null where it holds none. */
export const highestRole = (claim: unknown): Role | null => {
  const held = (Array.isArray(claim) ? claim : [claim]).filter(isRole);
  return ROLES.toReversed().find((role) => held.includes(role)) ?? null;
};

/** Whether an address is in one of these domains themselves: no subdomain counts. */
export const isInDomains = (email: string, domains: readonly string[]): boolean =>
  domains.includes(email.slice(email.lastIndexOf('@') + 1));
