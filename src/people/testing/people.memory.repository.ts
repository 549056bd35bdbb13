import type { Link } from '../link.js';
import { PeopleRepository, type Checked, type Renewal } from '../people.repository.js';
import { PersonExistsError } from '../person.errors.js';
import type { Leaving, Person } from '../person.js';
import type { Role } from '../role.js';
import { MOST_SESSIONS, type Session } from '../sessions/session.js';

const without = (
  person: Person,
  ...fields: ('passwordHash' | 'link' | 'disabledAt' | 'leaving')[]
): Person => {
  const rest = { ...person };
  for (const field of fields) delete rest[field];
  return rest;
};

/** Keeps people in memory, under the same rules as the database. */
export class PeopleMemoryRepository extends PeopleRepository {
  private readonly people = new Map<string, Person>();

  async insert(person: Person): Promise<void> {
    const { email, subject } = person;
    const isTaken = [...this.people.values()].some((other) => other.email === email);
    if (isTaken || this.hasOther(person.id, subject)) throw new PersonExistsError();
    this.people.set(person.id, structuredClone(person));
  }

  async findById(id: string): Promise<Person | null> {
    return structuredClone(this.people.get(id) ?? null);
  }

  async findByEmail(email: string): Promise<Person | null> {
    return (await this.findAll()).find((person) => person.email === email) ?? null;
  }

  async findBySubject(subject: string): Promise<Person | null> {
    return (await this.findAll()).find((person) => person.subject === subject) ?? null;
  }

  async findAll(): Promise<Person[]> {
    return [...this.people.values()]
      .map((person) => structuredClone(person))
      .toSorted((a, b) => (a.email < b.email ? -1 : 1));
  }

  async renew(id: string, renewal: Renewal): Promise<void> {
    this.change(id, (person) => ({ ...without(person, 'disabledAt'), ...renewal }));
  }

  async changeRole(id: string, { before, after }: { before: Role; after: Role }): Promise<boolean> {
    return this.change(id, (person) => person.role === before && { ...person, role: after });
  }

  async beginLeaving(id: string, leaving: Leaving, staleAt: Date): Promise<boolean> {
    return this.change(
      id,
      (person) =>
        person.role === 'admin' &&
        !person.disabledAt &&
        (!person.leaving || person.leaving.since <= staleAt) && { ...person, leaving },
    );
  }

  async endLeaving(id: string, by: string): Promise<void> {
    this.change(id, (person) => person.leaving?.by === by && without(person, 'leaving'));
  }

  async disable(id: string, at: Date, role?: Role): Promise<boolean> {
    return this.change(
      id,
      (person) =>
        person.role === (role ?? person.role) && {
          ...without(person, 'passwordHash', 'link'),
          disabledAt: at,
          sessions: [],
        },
    );
  }

  async reset(id: string, link: Link, role?: Role): Promise<boolean> {
    return this.change(
      id,
      (person) =>
        !person.disabledAt &&
        person.role === (role ?? person.role) && { ...without(person, 'passwordHash'), link, sessions: [] },
    );
  }

  async startSession(id: string, session: Session, checked: Checked): Promise<boolean> {
    const { passwordHash, subject, role } = checked;
    return this.change(id, (person) => {
      if (passwordHash !== undefined && person.passwordHash !== passwordHash) return false;
      if (subject !== undefined && person.subject !== undefined && person.subject !== subject) return false;
      if (this.hasOther(id, subject)) return false;
      const sessions = [...person.sessions, session].slice(-MOST_SESSIONS);
      return (
        !person.disabledAt && { ...person, ...(subject && { subject }), ...(role && { role }), sessions }
      );
    });
  }

  async noteSession(id: string, tokenHash: string, at: Date): Promise<void> {
    this.change(id, (person) => ({
      ...person,
      sessions: person.sessions.map((session) =>
        session.tokenHash === tokenHash && session.lastSeenAt < at ? { ...session, lastSeenAt: at } : session,
      ),
    }));
  }

  async endSession(id: string, tokenHash: string): Promise<void> {
    this.change(id, (person) => ({
      ...person,
      sessions: person.sessions.filter((session) => session.tokenHash !== tokenHash),
    }));
  }

  async redeemLink(
    id: string,
    linkTokenHash: string,
    passwordHash: string,
    session: Session,
  ): Promise<boolean> {
    return this.change(
      id,
      ({ link, ...person }) =>
        !person.disabledAt &&
        link?.tokenHash === linkTokenHash && { ...person, passwordHash, sessions: [session] },
    );
  }

  async changePassword(
    id: string,
    { before, after }: { before: string; after: string },
    keptTokenHash: string,
  ): Promise<boolean> {
    return this.change(
      id,
      (person) =>
        !person.disabledAt &&
        person.passwordHash === before && {
          ...person,
          passwordHash: after,
          sessions: person.sessions.filter(({ tokenHash }) => tokenHash === keptTokenHash),
        },
    );
  }

  private hasOther(id: string, subject: string | undefined): boolean {
    const others = [...this.people.values()].filter((other) => other.id !== id);
    return subject !== undefined && others.some((other) => other.subject === subject);
  }

  private change(id: string, changed: (person: Person) => Person | false): boolean {
    const person = this.people.get(id);
    const after = person && changed(person);
    if (!after) return false;
    this.people.set(id, structuredClone(after));
    return true;
  }
}
