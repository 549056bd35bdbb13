import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { CredentialReader } from '../../auth/credential-reader.js';
import type { Principal } from '../../auth/principal.js';
import { Environment } from '../../config/environment.js';
import type { Person } from '../person.js';
import { scopesOf } from '../role.js';
import { CookiesService, SESSION_COOKIE } from './cookies.service.js';
import { isFromOwnPage } from './own-page.js';
import { SessionsService } from './sessions.service.js';

/** Knows people by the cookie of their session. One that says nothing any more is as none: a browser sends it unasked. */
@Injectable()
export class SessionReader extends CredentialReader {
  private readonly ownHost: string;

  constructor(
    private readonly sessions: SessionsService,
    private readonly cookies: CookiesService,
    { baseUrl }: Environment,
  ) {
    super();
    this.ownHost = new URL(baseUrl).host;
  }

  async read(request: IncomingMessage): Promise<Principal | null> {
    const person = await this.findPerson(request);
    if (!person) return null;
    return { kind: 'person', id: `person:${person.id}`, name: person.name, scopes: scopesOf(person.role) };
  }

  /** Who has signed in. */
  async findPerson(request: IncomingMessage): Promise<Person | null> {
    const token = this.tokenOf(request);
    return token === null ? null : this.sessions.find(token);
  }

  /** The token of the session that the request names; it may have ended. */
  tokenOf(request: IncomingMessage): string | null {
    return isFromOwnPage(request, this.ownHost) ? this.cookies.read(request, SESSION_COOKIE) : null;
  }
}
