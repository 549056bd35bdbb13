import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequireScope } from '../auth/scope.decorator.js';
import { ApiErrors } from '../common/api-errors.js';
import { PageQueryDto } from '../common/dto/page-query.dto.js';
import { toDispatchDto, toQueuePageDto } from './dispatch.mapper.js';
import { DispatchService } from './dispatch.service.js';
import { DispatchDto } from './dto/dispatch.dto.js';
import { QueuePageDto } from './dto/queue-page.dto.js';

@ApiTags('dispatch')
@Controller()
export class DispatchController {
  constructor(private readonly dispatch: DispatchService) {}

  @RequireScope('calls:read')
  @Get('dispatch')
  @ApiOperation({ summary: 'Tell how the deployment dials', operationId: 'getDispatch' })
  @ApiOkResponse({ type: DispatchDto })
  @ApiErrors({ 503: 'The database is not available' })
  async overview(): Promise<DispatchDto> {
    return toDispatchDto(await this.dispatch.overview());
  }

  @RequireScope('dispatch:write')
  @Post('dispatch/pause')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Stop dialling, on every instance',
    description: 'Calls that go on are not touched. Without effect while paused.',
    operationId: 'pauseDispatch',
  })
  @ApiOkResponse({ type: DispatchDto })
  @ApiErrors({ 503: 'The database is not available' })
  async pause(): Promise<DispatchDto> {
    return toDispatchDto(await this.dispatch.pause());
  }

  @RequireScope('dispatch:write')
  @Post('dispatch/resume')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Dial again, on every instance',
    description: 'Without effect where it is not paused.',
    operationId: 'resumeDispatch',
  })
  @ApiOkResponse({ type: DispatchDto })
  @ApiErrors({ 503: 'The database is not available' })
  async resume(): Promise<DispatchDto> {
    return toDispatchDto(await this.dispatch.resume());
  }

  @RequireScope('calls:read')
  @Get('queue')
  @ApiOperation({
    summary: 'The calls that wait to be dialled, by when they are due',
    operationId: 'listQueue',
  })
  @ApiOkResponse({ type: QueuePageDto })
  @ApiErrors({
    400: 'Invalid page: must be an integer between 1 and 100000',
    503: 'The database is not available',
  })
  async queue(@Query() query: PageQueryDto): Promise<QueuePageDto> {
    return toQueuePageDto(await this.dispatch.queuePage(query.toPageRequest()));
  }
}
