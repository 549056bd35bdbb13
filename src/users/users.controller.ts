import { Body, Controller, Get, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { RequireScope } from '../auth/scope.decorator.js';
import { ApiErrors, JSON_BODY_ERRORS } from '../common/api-errors.js';
import { LOCATION_HEADER } from '../common/http/location-header.js';
import { IdempotencyKey, REPLAYED_HEADER } from '../idempotency/idempotency-key.decorator.js';
import { KEY_REUSED } from '../idempotency/idempotency.errors.js';
import { IdempotencyService } from '../idempotency/idempotency.service.js';
import type { IdempotentRequest } from '../idempotency/idempotent-request.js';
import { CreateUserDto } from './dto/create-user.dto.js';
import { UpdateUserDto } from './dto/update-user.dto.js';
import { UserDto, UserPageDto } from './dto/user.dto.js';
import { UserListQueryDto } from './dto/user-list-query.dto.js';
import { toNewUser, toUserChanges, toUserDto, toUserPageDto } from './user.mapper.js';
import { UsersService } from './users.service.js';

const userIdParam = { name: 'user_id', description: "The user's id" };
const conflict = 'User with this email already exists';

@ApiTags('users')
@Controller('users')
export class UsersController {
  constructor(
    private readonly users: UsersService,
    private readonly idempotency: IdempotencyService,
  ) {}

  @RequireScope('users:write')
  @Post()
  @ApiOperation({
    summary: 'Make a user',
    description:
      '409 also says `User with this external_id already exists`, and with Retry-After that the key is in flight.',
  })
  @ApiCreatedResponse({ type: UserDto, headers: { ...LOCATION_HEADER, ...REPLAYED_HEADER } })
  @ApiErrors({
    400: 'Invalid name: must be a string of 1 to 100 characters, not all blank',
    409: conflict,
    422: KEY_REUSED,
    ...JSON_BODY_ERRORS,
  })
  async createUser(
    @Body() body: CreateUserDto,
    @IdempotencyKey() request: IdempotentRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<UserDto> {
    const made = await this.idempotency.once(request, body, {
      execute: async (userId) => toUserDto(await this.users.create(toNewUser(body), userId)),
      recover: async (userId) => {
        const user = await this.users.findById(userId);
        return user && toUserDto(user);
      },
    });
    response.location(`/users/${made.id}`);
    return made;
  }

  @RequireScope('users:write')
  @Patch(':user_id')
  @ApiOperation({
    summary: 'Change a user',
    description:
      'Changes the fields that are given. Without any, the user is answered as it is. 409 also says `User with this external_id already exists`.',
  })
  @ApiParam(userIdParam)
  @ApiOkResponse({ type: UserDto })
  @ApiErrors({
    400: 'Invalid name: must be a string of 1 to 100 characters, not all blank',
    404: 'User not found: {user_id}',
    409: conflict,
    ...JSON_BODY_ERRORS,
  })
  async updateUser(@Param('user_id') userId: string, @Body() body: UpdateUserDto): Promise<UserDto> {
    return toUserDto(await this.users.update(userId, toUserChanges(body)));
  }

  @RequireScope('users:read')
  @Get()
  @ApiOperation({
    summary: 'List users',
    description:
      'Newest first. Past the last page there is no data. One user is found by its external_id or email.',
  })
  @ApiOkResponse({ type: UserPageDto })
  @ApiErrors({ 400: 'Invalid page: must be an integer between 1 and 100000' })
  async listUsers(@Query() query: UserListQueryDto): Promise<UserPageDto> {
    return toUserPageDto(await this.users.findPage(query.toFilter(), query.toPageRequest()));
  }

  @RequireScope('users:read')
  @Get(':user_id')
  @ApiOperation({ summary: 'Show a user' })
  @ApiParam(userIdParam)
  @ApiOkResponse({ type: UserDto })
  @ApiErrors({ 404: 'User not found: {user_id}' })
  async getUser(@Param('user_id') userId: string): Promise<UserDto> {
    return toUserDto(await this.users.getById(userId));
  }
}
