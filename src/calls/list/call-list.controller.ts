import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequireScope } from '../../auth/scope.decorator.js';
import { ApiErrors } from '../../common/api-errors.js';
import { toCallListDto, toCallListPart, toCallSearch } from './call-list.mapper.js';
import { CallListService } from './call-list.service.js';
import { CallListDto } from './dto/call-list.dto.js';
import { CallListQueryDto } from './dto/call-list-query.dto.js';

@ApiTags('calls')
@RequireScope('calls:read')
@Controller('calls')
export class CallListController {
  constructor(private readonly lists: CallListService) {}

  @Get()
  @ApiOperation({
    summary: 'The calls, newest first, filtered',
    description:
      'Pages by number, or by cursor: follow `next_cursor`, with the same filters, to see each call once although new ones are made.',
  })
  @ApiOkResponse({ type: CallListDto })
  @ApiErrors({ 400: 'Invalid cursor: must be a next_cursor of an earlier answer' })
  async listCalls(@Query() query: CallListQueryDto): Promise<CallListDto> {
    return toCallListDto(await this.lists.search(toCallSearch(query), toCallListPart(query, 'quick')));
  }
}
