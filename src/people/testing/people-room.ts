import { FakeClock } from '../../common/testing/fake-clock.js';
import { AuditMemoryRepository } from '../../audit/testing/audit.memory.repository.js';
import { openAudit } from '../../audit/testing/audit-log.factory.js';
import { PasswordsService } from '../passwords/passwords.service.js';
import { PeopleService, type Invitation } from '../people.service.js';
import { SessionsService } from '../sessions/sessions.service.js';
import type { Here } from '../sign-in/here.js';
import { OwnActsService } from '../sign-in/own-acts.service.js';
import { SignInService, type SignedIn } from '../sign-in/sign-in.service.js';
import { TriesService } from '../sign-in/tries.service.js';
import { PeopleMemoryRepository } from './people.memory.repository.js';

export const GRACE: Invitation = { email: 'grace@example.com', name: 'Grace Hopper', role: 'operator' };
export const PASSWORD = 'correct horse battery';
export const ADDRESS = '203.0.113.7';
export const HERE: Here = { address: ADDRESS };

/** The services of the room on people in memory, at a time that passes when it is told to. */
export class PeopleRoom {
  readonly clock = new FakeClock();
  readonly repository = new PeopleMemoryRepository();
  readonly passwords = new PasswordsService();
  readonly people = new PeopleService(this.repository, this.clock);
  readonly sessions = new SessionsService(this.repository, this.clock);
  readonly tries = new TriesService(this.clock);
  readonly log = new AuditMemoryRepository();
  readonly acts = new OwnActsService(openAudit(this.log, this.clock));
  readonly signIns = new SignInService(
    this.repository,
    this.sessions,
    this.passwords,
    this.tries,
    this.acts,
    this.clock,
  );

  /** Someone who has accepted an invitation. */
  async join(invitation: Invitation = GRACE): Promise<SignedIn> {
    return this.redeem((await this.people.invite(invitation)).token);
  }

  redeem(link: string, password = PASSWORD): Promise<SignedIn> {
    return this.signIns.redeem(link, password, HERE);
  }

  signIn(password = PASSWORD, address = ADDRESS, email = GRACE.email): Promise<SignedIn> {
    return this.signIns.signIn({ email, password }, { ...HERE, address });
  }
}
