import { Body, Controller, Delete, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { ApiErrors, JSON_BODY_ERRORS } from '../../common/api-errors.js';
import { PageQueryDto } from '../../common/dto/page-query.dto.js';
import { LOCATION_HEADER } from '../../common/http/location-header.js';
import { needsNoKey } from '../../config/access-mode.js';
import { Environment } from '../../config/environment.js';
import { RequireScope } from '../scope.decorator.js';
import { toKeyDto, toKeyPageDto, toMadeKeyDto, toNewApiKey } from './api-key.mapper.js';
import { ApiKeysService } from './api-keys.service.js';
import { CreateKeyDto } from './dto/create-key.dto.js';
import { KeyDto, KeyPageDto, MadeKeyDto } from './dto/key.dto.js';

const keyIdParam = { name: 'key_id', description: "The key's id" };

@ApiTags('access')
@RequireScope('admin')
@Controller('keys')
export class KeysController {
  constructor(
    private readonly keys: ApiKeysService,
    private readonly environment: Environment,
  ) {}

  @Post()
  @ApiOperation({
    summary: 'Make an API key',
    description:
      'The key is in this answer alone: keep it. One that is made while nobody needs a key is good only as long as that is so.',
  })
  @ApiCreatedResponse({ type: MadeKeyDto, headers: LOCATION_HEADER })
  @ApiErrors({
    400: 'Invalid name: must be a string of 1 to 100 characters, not all blank',
    ...JSON_BODY_ERRORS,
  })
  async createKey(
    @Body() body: CreateKeyDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MadeKeyDto> {
    const onlyWhileOpen = needsNoKey(this.environment);
    const made = toMadeKeyDto(await this.keys.create({ ...toNewApiKey(body), onlyWhileOpen }));
    response.location(`/keys/${made.id}`);
    return made;
  }

  @Get()
  @ApiOperation({ summary: 'List API keys', description: 'Newest first; none of them holds the key itself.' })
  @ApiOkResponse({ type: KeyPageDto })
  @ApiErrors({ 400: 'Invalid page: must be an integer between 1 and 100000' })
  async listKeys(@Query() query: PageQueryDto): Promise<KeyPageDto> {
    return toKeyPageDto(await this.keys.list(query.toPageRequest()));
  }

  @Delete(':key_id')
  @ApiOperation({
    summary: 'Revoke an API key',
    description: 'Within five seconds no instance takes it any more. Without effect where it is revoked.',
  })
  @ApiParam(keyIdParam)
  @ApiOkResponse({ type: KeyDto })
  @ApiErrors({ 404: 'API key not found: {key_id}' })
  async revokeKey(@Param('key_id') keyId: string): Promise<KeyDto> {
    return toKeyDto(await this.keys.revoke(keyId));
  }
}
