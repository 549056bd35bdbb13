import { Injectable } from '@nestjs/common';
import { PeopleRepository } from '../people.repository.js';
import { type NewLink, PeopleService } from '../people.service.js';
import {
  LastAdminError,
  NoSuchPersonError,
  PersonChangingError,
  PersonDisabledError,
} from '../person.errors.js';
import { type Person, standingOf } from '../person.js';
import type { Role } from '../role.js';

/** What an admin changes of somebody. */
export interface PersonChanges {
  role?: Role;
  isDisabled?: boolean;
}

/** Others change the person at the same time at most a few times. */
const TRIES = 5;

const isActiveAdmin = (person: Person): boolean => person.role === 'admin' && standingOf(person) === 'active';

/** What admins do with people who are there; one of those who can sign in stays an admin. */
@Injectable()
export class AdminsService {
  constructor(
    private readonly repository: PeopleRepository,
    private readonly people: PeopleService,
  ) {}

  /** Throws NoSuchPersonError. */
  async get(id: string): Promise<Person> {
    const person = await this.repository.findById(id);
    if (!person) throw new NoSuchPersonError(id);
    return person;
  }

  /** Throws NoSuchPersonError, PersonDisabledError where only an invitation leads back, or LastAdminError. */
  async update(id: string, { role, isDisabled }: PersonChanges): Promise<Person> {
    const person = await this.get(id);
    if (isDisabled === false && person.disabledAt) throw new PersonDisabledError();
    if (role && role !== person.role) await this.changeRole(person, role);
    if (isDisabled && !person.disabledAt) await this.without(id, (seen) => this.people.disableSeen(seen));
    return this.get(id);
  }

  /** Ends every session and the password; the link sets a new one. Throws as `update`. */
  async reset(id: string): Promise<NewLink> {
    return this.without(id, (seen) => this.people.resetSeen(seen));
  }

  /** Taken back where no admin is left: of two who are taken at once, that is seen by the second at the latest. */
  private async changeRole(person: Person, after: Role): Promise<void> {
    const { id, role: before } = person;
    const isDone = await this.repository.changeRole(id, { before, after });
    if (!isDone || !isActiveAdmin(person) || (await this.hasAdmin())) return;
    await this.repository.changeRole(id, { before: after, after: before });
    throw new LastAdminError();
  }

  /**
   * Does what keeps the person out. An admin is none while it is done, so that another one has to be there; and it is done
   * only while that is so.
   */
  private async without<T>(id: string, work: (seen: Person) => Promise<T | null | false>): Promise<T> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const person = await this.get(id);
      if (person.disabledAt) throw new PersonDisabledError();
      const wasAdmin = person.role === 'admin';
      if (wasAdmin) await this.changeRole(person, 'viewer');
      try {
        const done = await work(wasAdmin ? { ...person, role: 'viewer' } : person);
        if (done) return done;
      } finally {
        if (wasAdmin) await this.repository.changeRole(id, { before: 'viewer', after: 'admin' });
      }
    }
    throw new PersonChangingError();
  }

  private async hasAdmin(): Promise<boolean> {
    return (await this.repository.findAll()).some(isActiveAdmin);
  }
}
