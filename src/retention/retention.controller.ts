import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequireScope } from '../auth/scope.decorator.js';
import { ApiErrors } from '../common/api-errors.js';
import { PageQueryDto } from '../common/dto/page-query.dto.js';
import { Environment } from '../config/environment.js';
import { HoldPageDto } from './dto/hold.dto.js';
import { RetentionDto } from './dto/kept-for.dto.js';
import { toHoldPageDto } from './hold.mapper.js';
import { HoldsService } from './holds.service.js';
import { keptFor } from './kept-for.js';

@ApiTags('retention')
@RequireScope('calls:read')
@Controller('retention')
export class RetentionController {
  constructor(
    private readonly holds: HoldsService,
    private readonly settings: Environment,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'What is kept for how many days',
    description:
      'As the settings say. What is older is deleted each hour, but nothing of calls on hold. Entries of the audit log, which is one chain, end in any case.',
  })
  @ApiOkResponse({ type: RetentionDto })
  @ApiErrors({})
  getRetention(): RetentionDto {
    return { data: keptFor(this.settings) };
  }

  @Get('holds')
  @ApiOperation({
    summary: 'Calls on hold, newest first',
    description:
      'Nothing of them is deleted any more, but what a deletion that was answered before has begun with.',
  })
  @ApiOkResponse({ type: HoldPageDto })
  @ApiErrors({ 400: 'Invalid page: must be an integer between 1 and 100000' })
  async listHolds(@Query() query: PageQueryDto): Promise<HoldPageDto> {
    return toHoldPageDto(await this.holds.findPage(query.toPageRequest()));
  }
}
