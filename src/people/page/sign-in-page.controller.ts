import { Controller, Get, Header, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request } from 'express';
import { Public } from '../../auth/scope.decorator.js';
import { Environment } from '../../config/environment.js';
import { OpenIdService } from '../open-id/open-id.service.js';
import { PAGE_POLICY } from './page-policy.js';
import { PAGE_SCRIPT } from './page-script.js';
import { PAGE_STYLE } from './page-style.js';
import { signInPage } from './sign-in-page.js';

/** The page on which people sign in, with its files. */
@ApiExcludeController()
@Public('who signs in is not known yet')
@Controller('sign-in')
export class SignInPageController {
  constructor(
    private readonly openId: OpenIdService,
    private readonly environment: Environment,
  ) {}

  @Get()
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Content-Security-Policy', PAGE_POLICY)
  page(@Req() request: Request): string {
    const provider = this.openId.isOn ? `${this.environment.baseUrl}/sign-in/oidc` : null;
    return signInPage({ root: request.path.endsWith('/') ? '..' : '.', provider });
  }

  @Get('page.js')
  @Header('Content-Type', 'text/javascript; charset=utf-8')
  @Header('Cache-Control', 'no-cache')
  script(): string {
    return PAGE_SCRIPT;
  }

  @Get('page.css')
  @Header('Content-Type', 'text/css; charset=utf-8')
  @Header('Cache-Control', 'no-cache')
  style(): string {
    return PAGE_STYLE;
  }
}
