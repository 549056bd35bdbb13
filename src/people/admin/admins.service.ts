import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/time/clock.service.js';
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

/** So much longer than any write takes: who is still leaving then was left so by a process that died. */
const LEAVES_WITHIN_MS = 60_000;

const isActiveAdmin = (person: Person): boolean => person.role === 'admin' && standingOf(person) === 'active';

/** What admins do with people who are there; one of those who can sign in stays an admin. */
@Injectable()
export class AdminsService {
  constructor(
    private readonly repository: PeopleRepository,
    private readonly people: PeopleService,
    private readonly clock: Clock,
  ) {}

  /** Throws NoSuchPersonError. */
  async get(id: string): Promise<Person> {
    const person = await this.repository.findById(id);
    if (!person) throw new NoSuchPersonError(id);
    return person;
  }

  /** Throws NoSuchPersonError, PersonDisabledError where only an invitation leads back, or LastAdminError. */
  async update(id: string, { role, isDisabled }: PersonChanges): Promise<Person> {
    let person = await this.get(id);
    if (isDisabled === false && person.disabledAt) throw new PersonDisabledError();
    // First what may be refused: a change of which half was done would be told as a failure.
    if (isDisabled && !person.disabledAt) {
      await this.shutOut(id, (seen) => this.people.disableSeen(seen));
      person = await this.get(id);
    }
    if (role && role !== person.role) await this.changeRole(person, role);
    return this.get(id);
  }

  /** Ends every session and the password; the link sets a new one. Throws as `update`. */
  async reset(id: string): Promise<NewLink> {
    return this.shutOut(id, (seen) => this.people.resetSeen(seen));
  }

  private async changeRole(person: Person, after: Role): Promise<void> {
    const { id, role: before } = person;
    const change = () => this.repository.changeRole(id, { before, after });
    const isDone = isActiveAdmin(person) ? await this.leaveAsAdmin(id, change) : await change();
    if (!isDone) throw new PersonChangingError();
  }

  private async shutOut<T>(id: string, work: (seen: Person) => Promise<T | null | false>): Promise<T> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const person = await this.get(id);
      if (person.disabledAt) throw new PersonDisabledError();
      const done = isActiveAdmin(person)
        ? await this.leaveAsAdmin(id, () => work(person))
        : await work(person);
      if (done) return done;
    }
    throw new PersonChangingError();
  }

  /**
   * Does what leaves one admin less, if another one stays. Who is leaving counts for nobody else as one who stays: of two who
   * would leave at once, at least one sees the other. Null where somebody else is about to do the same.
   */
  private async leaveAsAdmin<T>(id: string, work: () => Promise<T>): Promise<T | null> {
    const leaving = { by: randomUUID(), since: this.now() };
    const staleAt = new Date(leaving.since.getTime() - LEAVES_WITHIN_MS);
    if (!(await this.repository.beginLeaving(id, leaving, staleAt))) return null;
    try {
      const all = await this.repository.findAll();
      const stays = (each: Person) => isActiveAdmin(each) && !(each.leaving && each.leaving.since > staleAt);
      if (!all.some((each) => each.id !== id && stays(each))) throw new LastAdminError();
      return await work();
    } finally {
      await this.repository.endLeaving(id, leaving.by);
    }
  }

  private now(): Date {
    return new Date(this.clock.wall());
  }
}
