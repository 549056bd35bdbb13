import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequireScope } from '../../auth/scope.decorator.js';
import { ApiErrors } from '../../common/api-errors.js';
import { CallListService } from './call-list.service.js';
import { toCallFilter, toCallListDto, toCallListPart } from './call-list.mapper.js';
import { CallListDto } from './dto/call-list.dto.js';
import { UserCallsQueryDto } from './dto/call-list-query.dto.js';

/** Under /users, yet in this room: calls know their users, users know nothing of calls. */
@ApiTags('users')
@RequireScope('calls:read')
@Controller('users/:user_id/calls')
export class UserCallsController {
  constructor(private readonly lists: CallListService) {}

  @Get()
  @ApiOperation({
    summary: "A user's calls, newest first, filtered",
    description:
      'Those made under its id or its external_id. Filters, pages and cursor are those of `GET /calls`.',
  })
  @ApiOkResponse({ type: CallListDto })
  @ApiErrors({
    400: 'Invalid page_size: must be an integer between 1 and 100',
    404: 'User not found: {user_id}',
  })
  async findPage(@Param('user_id') userId: string, @Query() query: UserCallsQueryDto): Promise<CallListDto> {
    const list = await this.lists.searchByUser(userId, toCallFilter(query), toCallListPart(query, 'exact'));
    return toCallListDto(list);
  }
}
