import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { RequireScope } from '../../auth/scope.decorator.js';
import { ApiErrors, JSON_BODY_ERRORS } from '../../common/api-errors.js';
import { PageQueryDto } from '../../common/dto/page-query.dto.js';
import { LOCATION_HEADER } from '../../common/http/location-header.js';
import { Environment } from '../../config/environment.js';
import { type NewLink, PeopleService } from '../people.service.js';
import { AdminsService } from './admins.service.js';
import { InvitePersonDto } from './dto/invite-person.dto.js';
import { LinkedMemberDto, MemberDto, MemberPageDto } from './dto/member.dto.js';
import { UpdatePersonDto } from './dto/update-person.dto.js';
import { toLinkedMemberDto, toMemberDto, toMemberPageDto } from './member.mapper.js';

const personIdParam = { name: 'person_id', description: "The person's id" };
const LAST_ADMIN = 'This is the last admin who can sign in: make another one first';

@ApiTags('people')
@RequireScope('admin')
@Controller('people')
export class PeopleController {
  constructor(
    private readonly people: PeopleService,
    private readonly admins: AdminsService,
    private readonly environment: Environment,
  ) {}

  @Get()
  @ApiOperation({ summary: 'List who may sign in', description: 'In the order of their addresses.' })
  @ApiOkResponse({ type: MemberPageDto })
  @ApiErrors({ 400: 'Invalid page: must be an integer between 1 and 100000' })
  async listPeople(@Query() query: PageQueryDto): Promise<MemberPageDto> {
    const { page, pageSize } = query.toPageRequest();
    const all = await this.people.findAll();
    const data = all.slice((page - 1) * pageSize, page * pageSize);
    return toMemberPageDto({ total: all.length, page, pageSize, data });
  }

  @Post()
  @ApiOperation({
    summary: 'Invite somebody to sign in',
    description:
      'Also again, where the first link was lost or the person is disabled. The link is in this answer alone, opens once, and within 72 hours.',
  })
  @ApiCreatedResponse({ type: LinkedMemberDto, headers: LOCATION_HEADER })
  @ApiErrors({
    400: 'Invalid email: must be an email address',
    409: 'There is a person with this email already',
    ...JSON_BODY_ERRORS,
  })
  async invitePerson(
    @Body() { email, name, role }: InvitePersonDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<LinkedMemberDto> {
    const made = await this.people.invite({ email, name, role });
    response.location(`/people/${made.personId}`);
    return this.toLinked(made);
  }

  @Patch(':person_id')
  @ApiOperation({
    summary: "Change a person's role, or keep them out",
    description:
      'A change of role counts from the next request on. The last admin who can sign in stays one.',
  })
  @ApiParam(personIdParam)
  @ApiOkResponse({ type: MemberDto })
  @ApiErrors({
    400: 'Invalid role: must be one of viewer, operator, admin',
    404: 'Person not found: {person_id}',
    409: LAST_ADMIN,
    ...JSON_BODY_ERRORS,
  })
  async updatePerson(@Param('person_id') id: string, @Body() body: UpdatePersonDto): Promise<MemberDto> {
    const { role, disabled: isDisabled } = body;
    return toMemberDto(await this.admins.update(id, { role, isDisabled }));
  }

  @Post(':person_id/reset')
  @HttpCode(200)
  @ApiOperation({
    summary: "Void a person's password",
    description:
      'Their sessions end too. The link to choose another is in this answer alone: once, within an hour.',
  })
  @ApiParam(personIdParam)
  @ApiOkResponse({ type: LinkedMemberDto })
  @ApiErrors({ 404: 'Person not found: {person_id}', 409: LAST_ADMIN })
  async resetPerson(@Param('person_id') id: string): Promise<LinkedMemberDto> {
    return this.toLinked(await this.admins.reset(id));
  }

  private async toLinked({ personId, token }: NewLink): Promise<LinkedMemberDto> {
    return toLinkedMemberDto(await this.admins.get(personId), this.environment.baseUrl, token);
  }
}
