import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/time/clock.service.js';
import { Environment } from '../../config/environment.js';
import { PeopleRepository } from '../people.repository.js';
import { NotInvitedError, PersonExistsError } from '../person.errors.js';
import { normalizeEmail, type Person } from '../person.js';
import type { Role } from '../role.js';
import { SessionsService } from '../sessions/sessions.service.js';
import type { Here } from '../sign-in/here.js';
import { type OwnAct, OwnActsService } from '../sign-in/own-acts.service.js';
import type { SignedIn } from '../sign-in/sign-in.service.js';
import { highestRole, isInDomains, type Identity } from './identity.js';

const LONGEST_NAME = 100;

/** Lets in whom the OpenID provider knows: people who were invited, and those of the domains that are allowed. */
@Injectable()
export class OpenIdSignInService {
  constructor(
    private readonly people: PeopleRepository,
    private readonly sessions: SessionsService,
    private readonly acts: OwnActsService,
    private readonly clock: Clock,
    private readonly environment: Environment,
  ) {}

  /** Throws NotInvitedError. */
  async signIn(identity: Identity, here: Here): Promise<SignedIn> {
    const role = this.roleOf(identity);
    const known = await this.people.findBySubject(identity.subject);
    const person = known ?? (await this.personOf(identity, here, role));
    const isOther = role !== undefined && role !== person.role;
    const acts: OwnAct[] = [
      ...(person.subject === undefined ? (['people.tieSubject'] as const) : []),
      ...(isOther ? (['people.changeRole'] as const) : []),
      'sessions.start',
    ];
    const checked = { subject: identity.subject, ...(isOther && { role }) };
    const token = await this.acts.carryOutAll(person.id, acts, here, async () => {
      const started = await this.sessions.start(person.id, checked);
      if (!started) throw new NotInvitedError();
      return started;
    });
    return { person, token };
  }

  /** Undefined where the provider does not say roles; who has none stays out where it does. */
  private roleOf({ roles }: Identity): Role | undefined {
    if (this.environment.oidcRoleClaim === undefined) return undefined;
    const role = highestRole(roles);
    if (!role) throw new NotInvitedError();
    return role;
  }

  /** Of whom nobody is known by the subject: the person who has the address, and was never here by the provider. */
  private async personOf(identity: Identity, here: Here, role?: Role): Promise<Person> {
    if (identity.email === undefined) throw new NotInvitedError();
    const email = normalizeEmail(identity.email);
    const known = await this.people.findByEmail(email);
    if (known) return this.unlessAnother(known, identity);
    const { oidcAllowedDomains = [], oidcDefaultRole } = this.environment;
    if (!isInDomains(email, oidcAllowedDomains)) throw new NotInvitedError();
    return this.join({ email, role: role ?? oidcDefaultRole }, identity, here);
  }

  private unlessAnother(person: Person, { subject }: Identity): Person {
    if (person.subject !== undefined && person.subject !== subject) throw new NotInvitedError();
    return person;
  }

  /** Of two that come at the same time the first makes the person. */
  private async join(
    given: Pick<Person, 'email' | 'role'>,
    { subject, name }: Identity,
    here: Here,
  ): Promise<Person> {
    const person: Person = {
      ...given,
      id: randomUUID(),
      name: (name?.trim() || given.email).slice(0, LONGEST_NAME),
      subject,
      createdAt: new Date(this.clock.wall()),
      sessions: [],
    };
    try {
      await this.acts.carryOut(person.id, 'people.join', here, () => this.people.insert(person));
      return person;
    } catch (error) {
      const first = error instanceof PersonExistsError ? await this.people.findBySubject(subject) : null;
      if (!first) throw error;
      return first;
    }
  }
}
