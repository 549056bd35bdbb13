import { Controller, Get, Header, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public } from '../../auth/scope.decorator.js';
import type { DomainError } from '../../common/domain-error.js';
import { Environment } from '../../config/environment.js';
import { localUrl } from '../page/local-url.js';
import { PAGE_POLICY } from '../page/page-policy.js';
import {
  NoProviderError,
  NotInvitedError,
  ProviderFailedError,
  TooManyTriesError,
} from '../person.errors.js';
import { CookiesService, SESSION_COOKIE, type CookieKind } from '../sessions/cookies.service.js';
import { SessionReader } from '../sessions/session-reader.service.js';
import { hereOf } from '../sign-in/here.js';
import { SignInService } from '../sign-in/sign-in.service.js';
import { readFlow, writeFlow } from './flow.js';
import { leadOnPage } from './open-id-page.js';
import { OpenIdSignInService } from './open-id-sign-in.service.js';
import { OpenIdService } from './open-id.service.js';

/** Lax, for it has to come along when the provider sends the browser back. */
const FLOW_COOKIE: CookieKind = { name: 'atlas_sign_in', sameSite: 'lax', maxAgeSeconds: 600 };

/** What the page has a sentence for. */
const SAID = [ProviderFailedError, NotInvitedError, TooManyTriesError];
const isSaid = (error: unknown): error is DomainError => SAID.some((each) => error instanceof each);

const queryOf = ({ originalUrl }: Request): string => {
  const at = originalUrl.indexOf('?');
  return at < 0 ? '' : originalUrl.slice(at);
};

/** Signing in by the OpenID provider: there and back. */
@ApiExcludeController()
@Public('who signs in is not known yet')
@Controller('sign-in/oidc')
export class OpenIdController {
  constructor(
    private readonly openId: OpenIdService,
    private readonly openIdSignIns: OpenIdSignInService,
    private readonly signIns: SignInService,
    private readonly reader: SessionReader,
    private readonly cookies: CookiesService,
    private readonly environment: Environment,
  ) {}

  /** Ends the session that the browser had: on the way back it is not sent. */
  @Get()
  async leave(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.orSayWhy(response, async () => {
      const next = new URLSearchParams(queryOf(request)).get('next') ?? '';
      const { url, flow } = await this.openId.begin(next);
      const before = this.reader.tokenOf(request);
      if (before !== null) await this.signIns.signOut(before, hereOf(request));
      this.cookies.set(response, FLOW_COOKIE, writeFlow(flow));
      response.redirect(303, url);
    });
  }

  @Get('callback')
  @Header('Content-Security-Policy', PAGE_POLICY)
  async comeBack(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.orSayWhy(response, async () => {
      const flow = readFlow(this.cookies.read(request, FLOW_COOKIE) ?? '');
      this.cookies.clear(response, FLOW_COOKIE);
      if (!flow) throw new ProviderFailedError();
      const here = hereOf(request);
      const identity = await this.openId.finish(queryOf(request), flow, here.address);
      const { token } = await this.openIdSignIns.signIn(identity, here);
      this.cookies.set(response, SESSION_COOKIE, token);
      const { baseUrl } = this.environment;
      const next = localUrl(flow.next, new URL(baseUrl).origin) ?? `${baseUrl}/docs`;
      response.type('html').send(leadOnPage(next));
    });
  }

  /** What a person has to know is said by the page to sign in, which has a sentence for each of these failures. */
  private async orSayWhy(response: Response, work: () => Promise<void>): Promise<void> {
    if (!this.openId.isOn) throw new NoProviderError();
    try {
      await work();
    } catch (error) {
      if (!isSaid(error)) throw error;
      response.redirect(303, `${this.environment.baseUrl}/sign-in#failure=${error.code}`);
    }
  }
}
