import type { Link } from './link.js';
import type { Role } from './role.js';
import type { Session } from './sessions/session.js';

/** One attempt to take an admin's role or way in. */
export interface Leaving {
  by: string;
  since: Date;
}

/** Someone who signs in to Atlas. */
export interface Person {
  /** A UUID that Atlas gives. */
  id: string;
  /** Lower-case; no two people share one. */
  email: string;
  /** 1 to 100 characters. */
  name: string;
  role: Role;
  /** Argon2id in PHC form; absent until a link was accepted, and after a reset. */
  passwordHash?: string;
  /** Who this is at the OpenID provider, once they signed in there. */
  subject?: string;
  /** Since when they may not sign in. */
  disabledAt?: Date;
  createdAt: Date;
  /** The one-time link that is open. */
  link?: Link;
  /** Of an admin whose role or way in is about to be taken: by which attempt, and since when. */
  leaving?: Leaving;
  /** Where they are signed in, oldest first; some may have expired. */
  sessions: readonly Session[];
}

/** How far a person is on the way in. */
export type Standing = 'active' | 'invited' | 'disabled';

/** The one spelling under which an address is stored and compared. */
export const normalizeEmail = (email: string): string => email.trim().toLowerCase();

export const standingOf = ({ disabledAt, passwordHash, subject }: Person): Standing => {
  if (disabledAt) return 'disabled';
  return passwordHash === undefined && subject === undefined ? 'invited' : 'active';
};
