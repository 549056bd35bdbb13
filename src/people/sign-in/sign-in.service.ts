import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/time/clock.service.js';
import { PasswordsService } from '../passwords/passwords.service.js';
import { PeopleRepository } from '../people.repository.js';
import { LinkInvalidError, WrongCredentialsError, WrongPasswordError } from '../person.errors.js';
import { normalizeEmail, type Person } from '../person.js';
import { newSession } from '../sessions/session.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { hashOfToken, newToken, ownerOfToken } from '../token.js';
import type { Here } from './here.js';
import { networkOf } from './network.js';
import { OwnActsService } from './own-acts.service.js';
import { TriesService } from './tries.service.js';

/** Someone who has just signed in, and the token of their new session. */
export interface SignedIn {
  person: Person;
  token: string;
}

/** Lets people in by their password, and by a one-time link. */
@Injectable()
export class SignInService {
  constructor(
    private readonly people: PeopleRepository,
    private readonly sessions: SessionsService,
    private readonly passwords: PasswordsService,
    private readonly tries: TriesService,
    private readonly acts: OwnActsService,
    private readonly clock: Clock,
  ) {}

  /** Takes as long for an address that nobody has. Throws WrongCredentialsError or TooManyTriesError. */
  async signIn(given: { email: string; password: string }, here: Here): Promise<SignedIn> {
    const email = normalizeEmail(given.email);
    const network = networkOf(here.address);
    const person = await this.tries.make(email, network, () =>
      this.findPerson(email, given.password, network),
    );
    if (!person) throw new WrongCredentialsError();
    const { passwordHash } = person;
    const token = await this.acts.carryOut(person.id, 'sessions.start', here, async () => {
      const started = await this.sessions.start(person.id, { passwordHash });
      if (!started) throw new WrongCredentialsError();
      return started;
    });
    return { person, token };
  }

  /** Uses a link up, sets the password and signs in. Throws LinkInvalidError. */
  async redeem(linkToken: string, password: string, here: Here): Promise<SignedIn> {
    const person = await this.ownerOf(linkToken);
    const token = newToken(person.id);
    const session = newSession(hashOfToken(token), this.now());
    const passwordHash = await this.passwords.hash(password, networkOf(here.address));
    await this.acts.carryOut(person.id, 'people.redeemLink', here, async () => {
      if (!(await this.people.redeemLink(person.id, hashOfToken(linkToken), passwordHash, session)))
        throw new LinkInvalidError();
    });
    return { person, token };
  }

  /** Ends the person's other sessions. Throws WrongPasswordError or TooManyTriesError. */
  async changePassword(
    { id, email }: Person,
    given: { before: string; after: string },
    token: string,
    here: Here,
  ): Promise<void> {
    const network = networkOf(here.address);
    const before = await this.tries.make(email, network, async () => {
      const { passwordHash = null } = (await this.people.findById(id)) ?? {};
      const isRight = await this.passwords.matches(given.before, passwordHash ?? undefined, network);
      return isRight ? passwordHash : null;
    });
    if (before === null) throw new WrongPasswordError();
    const after = await this.passwords.hash(given.after, network);
    await this.acts.carryOut(id, 'people.changePassword', here, async () => {
      if (!(await this.people.changePassword(id, { before, after }, hashOfToken(token))))
        throw new WrongPasswordError();
    });
  }

  /** Ends the session; without effect where it has ended. */
  async signOut(token: string, here: Here): Promise<void> {
    const person = await this.sessions.find(token);
    if (person) await this.acts.carryOut(person.id, 'sessions.end', here, () => this.sessions.end(token));
  }

  private async findPerson(email: string, password: string, network: string): Promise<Person | null> {
    const person = await this.people.findByEmail(email);
    return (await this.passwords.matches(password, person?.passwordHash, network)) ? person : null;
  }

  private async ownerOf(linkToken: string): Promise<Person> {
    const owner = ownerOfToken(linkToken);
    const person = owner && (await this.people.findById(owner));
    const link = person && !person.disabledAt ? person.link : undefined;
    if (!person || link?.tokenHash !== hashOfToken(linkToken) || link.expiresAt <= this.now())
      throw new LinkInvalidError();
    return person;
  }

  private now(): Date {
    return new Date(this.clock.wall());
  }
}
