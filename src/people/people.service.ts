import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../common/time/clock.service.js';
import { newLink, type LinkPurpose } from './link.js';
import { PeopleRepository } from './people.repository.js';
import { PersonDisabledError, PersonExistsError, PersonNotFoundError } from './person.errors.js';
import { normalizeEmail, standingOf, type Person } from './person.js';
import { hashOfToken, newToken } from './token.js';

/** What an admin says of someone who is to sign in. */
export type Invitation = Pick<Person, 'email' | 'name' | 'role'>;

/** Who may open a one-time link, and its token, which is told once, and to nobody but the admin. */
export interface NewLink {
  personId: string;
  token: string;
}

/** What admins do with people. */
@Injectable()
export class PeopleService {
  constructor(
    private readonly people: PeopleRepository,
    private readonly clock: Clock,
  ) {}

  /** Also again, where the first link was lost or the person is disabled. Throws PersonExistsError for others. */
  async invite({ email: written, name, role }: Invitation): Promise<NewLink> {
    const email = normalizeEmail(written);
    const known = await this.people.findByEmail(email);
    if (known && standingOf(known) === 'active') throw new PersonExistsError();
    const id = known?.id ?? randomUUID();
    const { token, link } = this.newLink(id, 'invitation');
    if (known) await this.people.renew(id, { name, role, link });
    else await this.people.insert({ id, email, name, role, link, createdAt: this.now(), sessions: [] });
    return { personId: id, token };
  }

  findAll(): Promise<Person[]> {
    return this.people.findAll();
  }

  /** Ends every session of theirs; answers the person's id. Throws PersonNotFoundError. */
  async disable(email: string): Promise<string> {
    const { id } = await this.get(email);
    await this.people.disable(id, this.now());
    return id;
  }

  /** The same, only while they have the role that was seen; else false. */
  disableSeen({ id, role }: Person): Promise<boolean> {
    return this.people.disable(id, this.now(), role);
  }

  /** Ends the sessions and the password of a person, only while they have the role that was seen, and are not disabled; else null. */
  async resetSeen({ id, role }: Person): Promise<NewLink | null> {
    const { token, link } = this.newLink(id, 'reset');
    return (await this.people.reset(id, link, role)) ? { personId: id, token } : null;
  }

  /** Ends every session and the password; the link sets a new one. Throws PersonNotFoundError or PersonDisabledError. */
  async reset(email: string): Promise<NewLink> {
    const { id } = await this.get(email);
    const { token, link } = this.newLink(id, 'reset');
    if (!(await this.people.reset(id, link))) throw new PersonDisabledError();
    return { personId: id, token };
  }

  private newLink(personId: string, purpose: LinkPurpose) {
    const token = newToken(personId);
    return { token, link: newLink(hashOfToken(token), purpose, this.now()) };
  }

  private async get(email: string): Promise<Person> {
    const person = await this.people.findByEmail(normalizeEmail(email));
    if (!person) throw new PersonNotFoundError();
    return person;
  }

  private now(): Date {
    return new Date(this.clock.wall());
  }
}
