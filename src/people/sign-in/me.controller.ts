import { Body, Controller, Get, HttpCode, Put, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { NotAudited } from '../../audit/audited.decorator.js';
import { Public } from '../../auth/scope.decorator.js';
import { ApiErrors, JSON_BODY_ERRORS } from '../../common/api-errors.js';
import { NotSignedInError } from '../person.errors.js';
import { toPersonDto } from '../person.mapper.js';
import type { Person } from '../person.js';
import { SessionReader } from '../sessions/session-reader.service.js';
import { ChangePasswordDto } from './dto/change-password.dto.js';
import { PersonDto } from './dto/person.dto.js';
import { hereOf } from './here.js';
import { SignInService } from './sign-in.service.js';

const NOBODY = 'Nobody is signed in: sign in at /sign-in';

@ApiTags('people')
@NotAudited('strangers cause no write; what somebody does who is known is written down by OwnActsService')
@Public('it is about the session itself, which it asks for')
@Controller('me')
export class MeController {
  constructor(
    private readonly reader: SessionReader,
    private readonly signIns: SignInService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Tell who has signed in' })
  @ApiOkResponse({ type: PersonDto })
  @ApiErrors({ 401: NOBODY })
  async getMe(@Req() request: Request): Promise<PersonDto> {
    return toPersonDto(await this.getPerson(request));
  }

  @Put('password')
  @HttpCode(204)
  @ApiOperation({ summary: 'Change your password', description: 'Your other sessions end.' })
  @ApiNoContentResponse({ description: 'The password is changed.' })
  @ApiErrors({
    400: 'Invalid current_password: is not your password',
    401: NOBODY,
    429: 'Too many tries to sign in: try again in 4 seconds',
    ...JSON_BODY_ERRORS,
  })
  async changePassword(@Body() body: ChangePasswordDto, @Req() request: Request): Promise<void> {
    const person = await this.getPerson(request);
    const given = { before: body.current_password, after: body.new_password };
    await this.signIns.changePassword(person, given, this.reader.tokenOf(request) ?? '', hereOf(request));
  }

  private async getPerson(request: Request): Promise<Person> {
    const person = await this.reader.findPerson(request);
    if (!person) throw new NotSignedInError();
    return person;
  }
}
