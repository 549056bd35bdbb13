import { Injectable } from '@nestjs/common';
import type { Asking } from '../../auth/credential-reader.js';
import { Clock } from '../../common/time/clock.service.js';
import { PeopleRepository, type Checked } from '../people.repository.js';
import type { Person } from '../person.js';
import { hashOfToken, newToken, ownerOfToken } from '../token.js';
import { isOpen, isToBeNoted, newSession } from './session.js';

/** Where people are signed in. A session is read from the database each time: what ends it there ends it everywhere. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly people: PeopleRepository,
    private readonly clock: Clock,
  ) {}

  /** The token of a new session; null where what was checked holds no longer. */
  async start(personId: string, checked: Checked): Promise<string | null> {
    const token = newToken(personId);
    const session = newSession(hashOfToken(token), this.now());
    return (await this.people.startSession(personId, session, checked)) ? token : null;
  }

  /** Whose session this is, while it is open. */
  async find(token: string, asking: Asking = 'use'): Promise<Person | null> {
    const owner = ownerOfToken(token);
    const person = owner && (await this.people.findById(owner));
    if (!person || person.disabledAt) return null;
    const now = this.now();
    const tokenHash = hashOfToken(token);
    const session = person.sessions.find((each) => each.tokenHash === tokenHash);
    if (!session || !isOpen(session, now)) return null;
    if (asking === 'use' && isToBeNoted(session, now))
      await this.people.noteSession(person.id, tokenHash, now);
    return person;
  }

  /** Anything that is no open session has ended already. */
  async end(token: string): Promise<void> {
    const owner = ownerOfToken(token);
    if (owner) await this.people.endSession(owner, hashOfToken(token));
  }

  private now(): Date {
    return new Date(this.clock.wall());
  }
}
