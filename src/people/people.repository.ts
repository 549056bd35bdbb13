import type { Link } from './link.js';
import type { Leaving, Person } from './person.js';
import type { Role } from './role.js';
import type { Session } from './sessions/session.js';

/** What an admin gives anew to someone who is there already. */
export interface Renewal {
  name: string;
  role: Role;
  link: Link;
}

/** What has to hold still for a session to begin: what was checked may have changed since. */
export interface Checked {
  /** The password's hash, or none where it was no password. */
  passwordHash?: string;
  /** Who they are at the OpenID provider; kept where they are not known by another name there. */
  subject?: string;
  /** The role that the provider says; kept. */
  role?: Role;
}

/** Where people are kept. Each write is one step, and holds or fails as a whole. */
export abstract class PeopleRepository {
  /** Throws PersonExistsError for an address or a subject that is taken. */
  abstract insert(person: Person): Promise<void>;
  abstract findById(id: string): Promise<Person | null>;
  /** By the address in lower case. */
  abstract findByEmail(email: string): Promise<Person | null>;
  /** Who this is at the OpenID provider, disabled or not. */
  abstract findBySubject(subject: string): Promise<Person | null>;
  /** All of them, in the order of their addresses. */
  abstract findAll(): Promise<Person[]>;

  /** Invites again whom an invitation does not stand in the way: without a password, and no longer disabled. */
  abstract renew(id: string, renewal: Renewal): Promise<void>;
  /** Gives another role to who has this one; false where they have not. */
  abstract changeRole(id: string, roles: { before: Role; after: Role }): Promise<boolean>;
  /** Marks an admin who is not disabled as leaving; false where another attempt has, which began after `staleAt`. */
  abstract beginLeaving(id: string, leaving: Leaving, staleAt: Date): Promise<boolean>;
  /** Takes the mark of this attempt away, if it is there. */
  abstract endLeaving(id: string, by: string): Promise<void>;
  /** Ends their sessions, password and link; false for nobody, and for who has not this role. */
  abstract disable(id: string, at: Date, role?: Role): Promise<boolean>;
  /** Ends their sessions and password; the link opens the way back. False as above, and for a disabled person. */
  abstract reset(id: string, link: Link, role?: Role): Promise<boolean>;

  /** Begins a session of someone who is not disabled, if what was checked holds still and the subject is nobody else's; else false. */
  abstract startSession(id: string, session: Session, checked: Checked): Promise<boolean>;
  abstract noteSession(id: string, tokenHash: string, at: Date): Promise<void>;
  abstract endSession(id: string, tokenHash: string): Promise<void>;

  /** Uses the link up, if it is still there: the password is set, all sessions but this one end. Else false. */
  abstract redeemLink(
    id: string,
    linkTokenHash: string,
    passwordHash: string,
    session: Session,
  ): Promise<boolean>;
  /** Replaces a password, if it is still the old one; ends all sessions but this one. Else false. */
  abstract changePassword(
    id: string,
    hashes: { before: string; after: string },
    keptTokenHash: string,
  ): Promise<boolean>;
}
