import type { IncomingMessage } from 'node:http';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AccessService } from '../../auth/access.service.js';
import { type Asking, CredentialReader } from '../../auth/credential-reader.js';
import type { Principal } from '../../auth/principal.js';
import { isFromOtherSite } from '../../common/http/other-sites.js';
import { ownHostsOf, type OwnHosts } from '../../common/http/own-hosts.js';
import { Environment } from '../../config/environment.js';
import type { Person } from '../person.js';
import { scopesOf } from '../role.js';
import { CookiesService, SESSION_COOKIE } from './cookies.service.js';
import { SessionsService } from './sessions.service.js';

/** Knows people by the cookie of their session. One that says nothing any more is as none: a browser sends it unasked. */
@Injectable()
export class SessionReader extends CredentialReader implements OnModuleInit {
  private readonly hosts: OwnHosts;

  constructor(
    private readonly sessions: SessionsService,
    private readonly cookies: CookiesService,
    private readonly access: AccessService,
    environment: Environment,
  ) {
    super();
    this.hosts = ownHostsOf(environment);
  }

  onModuleInit(): void {
    this.access.add(this);
  }

  /** Who shows a key asks by the key: the cookie comes along by itself. */
  async read(request: IncomingMessage, asking: Asking = 'use'): Promise<Principal | null> {
    const { authorization, 'x-api-key': key } = request.headers;
    if (authorization !== undefined || key !== undefined) return null;
    const person = await this.findPerson(request, asking);
    if (!person) return null;
    return { kind: 'person', id: `person:${person.id}`, name: person.name, scopes: scopesOf(person.role) };
  }

  /** Who has signed in. */
  async findPerson(request: IncomingMessage, asking?: Asking): Promise<Person | null> {
    const token = this.tokenOf(request);
    return token === null ? null : this.sessions.find(token, asking);
  }

  /** The token of the session that the request names; it may have ended. A page of another site names none. */
  tokenOf(request: IncomingMessage): string | null {
    return isFromOtherSite(request, this.hosts) ? null : this.cookies.read(request, SESSION_COOKIE);
  }
}
