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
import { OwnActsService } from '../sign-in/own-acts.service.js';
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
    const person = known ?? (await this.personOf(identity, role));
    const checked = { subject: identity.subject, ...(role && { role }) };
    const token = await this.acts.carryOut(person.id, 'sessions.start', here, async () => {
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
  private async personOf(identity: Identity, role?: Role): Promise<Person> {
    if (identity.email === undefined) throw new NotInvitedError();
    const email = normalizeEmail(identity.email);
    const known = await this.people.findByEmail(email);
    if (known && known.subject !== undefined && known.subject !== identity.subject)
      throw new NotInvitedError();
    if (known) return known;
    const { oidcAllowedDomains = [], oidcDefaultRole } = this.environment;
    if (!isInDomains(email, oidcAllowedDomains)) throw new NotInvitedError();
    return this.make(email, identity.name, role ?? oidcDefaultRole);
  }

  /** Of two that come at the same time the first makes the person. */
  private async make(email: string, name: string | undefined, role: Role): Promise<Person> {
    const shown = name?.trim().slice(0, LONGEST_NAME) || email.slice(0, LONGEST_NAME);
    const createdAt = new Date(this.clock.wall());
    const person = { id: randomUUID(), email, name: shown, role, createdAt, sessions: [] };
    try {
      await this.people.insert(person);
      return person;
    } catch (error) {
      const first = error instanceof PersonExistsError ? await this.people.findByEmail(email) : null;
      if (!first) throw error;
      return first;
    }
  }
}
