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
    this.tries.begin(email, here.address);
    const person = await this.people.findByEmail(email);
    const passwordHash = person?.passwordHash;
    const isRight = await this.passwords.matches(given.password, passwordHash);
    if (!person || !isRight) throw new WrongCredentialsError();
    const token = await this.acts.carryOut(person.id, 'sessions.start', here, async () => {
      const started = await this.sessions.start(person.id, { passwordHash });
      if (!started) throw new WrongCredentialsError();
      return started;
    });
    this.tries.succeed(email, here.address);
    return { person, token };
  }

  /** Uses a link up, sets the password and signs in. Throws LinkInvalidError. */
  async redeem(linkToken: string, password: string, here: Here): Promise<SignedIn> {
    const person = await this.ownerOf(linkToken);
    const token = newToken(person.id);
    const session = newSession(hashOfToken(token), this.now());
    const passwordHash = await this.passwords.hash(password);
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
    this.tries.begin(email, here.address);
    const before = (await this.people.findById(id))?.passwordHash;
    if (before === undefined || !(await this.passwords.matches(given.before, before)))
      throw new WrongPasswordError();
    const after = await this.passwords.hash(given.after);
    await this.acts.carryOut(id, 'people.changePassword', here, async () => {
      if (!(await this.people.changePassword(id, { before, after }, hashOfToken(token))))
        throw new WrongPasswordError();
    });
    this.tries.succeed(email, here.address);
  }

  /** Ends the session; without effect where it has ended. */
  async signOut(token: string, here: Here): Promise<void> {
    const person = await this.sessions.find(token);
    if (person) await this.acts.carryOut(person.id, 'sessions.end', here, () => this.sessions.end(token));
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
