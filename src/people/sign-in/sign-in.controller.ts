import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { NotAudited } from '../../audit/audited.decorator.js';
import { Public } from '../../auth/scope.decorator.js';
import { ApiErrors, JSON_BODY_ERRORS } from '../../common/api-errors.js';
import { toPersonDto } from '../person.mapper.js';
import { CookiesService, SESSION_COOKIE } from '../sessions/cookies.service.js';
import { SessionReader } from '../sessions/session-reader.service.js';
import { PersonDto } from './dto/person.dto.js';
import { RedeemLinkDto } from './dto/redeem-link.dto.js';
import { SignInDto } from './dto/sign-in.dto.js';
import { hereOf } from './here.js';
import { SignInService, type SignedIn } from './sign-in.service.js';

const SIGNED_IN = {
  type: PersonDto,
  description: 'Who has signed in. The session is in a cookie; the one that the request came with has ended.',
};

@ApiTags('people')
@NotAudited('strangers cause no write; what somebody does who is known is written down by OwnActsService')
@Public('who signs in is not known yet')
@Controller()
export class SignInController {
  constructor(
    private readonly signIns: SignInService,
    private readonly reader: SessionReader,
    private readonly cookies: CookiesService,
  ) {}

  @Post('sign-in')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Sign in',
    description: 'After wrong passwords in a row, each further try has to wait a little longer, up to 30 s.',
  })
  @ApiOkResponse(SIGNED_IN)
  @ApiErrors({
    400: 'Invalid email: must be an email address',
    401: 'Wrong email or password',
    429: 'Too many tries to sign in: try again in 4 seconds',
    ...JSON_BODY_ERRORS,
  })
  async signIn(
    @Body() body: SignInDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PersonDto> {
    return this.begin(await this.signIns.signIn(body, hereOf(request)), request, response);
  }

  @Post('sign-in/link')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Choose a password',
    description: 'Uses a one-time link up, of an invitation or a reset, and signs in.',
  })
  @ApiOkResponse(SIGNED_IN)
  @ApiErrors({
    400: 'Invalid password: must be a string of 12 to 256 characters',
    403: 'This link was used already or has expired: ask an admin for a new one',
    429: 'Too many tries to sign in: try again in 1 seconds',
    ...JSON_BODY_ERRORS,
  })
  async redeemLink(
    @Body() { token, password }: RedeemLinkDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PersonDto> {
    return this.begin(await this.signIns.redeem(token, password, hereOf(request)), request, response);
  }

  @Post('sign-out')
  @HttpCode(204)
  @ApiOperation({ summary: 'Sign out', description: 'Ends the session, if there is one.' })
  @ApiNoContentResponse({ description: 'Nobody is signed in here any more.' })
  @ApiErrors({})
  async signOut(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    const token = this.reader.tokenOf(request);
    if (token !== null) await this.signIns.signOut(token, hereOf(request));
    this.cookies.clear(response, SESSION_COOKIE);
  }

  /** A session that was there before the sign-in, perhaps another's, ends with it. */
  private async begin({ person, token }: SignedIn, request: Request, response: Response): Promise<PersonDto> {
    const before = this.reader.tokenOf(request);
    if (before !== null) await this.signIns.signOut(before, hereOf(request));
    this.cookies.set(response, SESSION_COOKIE, token);
    return toPersonDto(person);
  }
}
