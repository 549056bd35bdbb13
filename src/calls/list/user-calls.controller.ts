import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiErrors } from '../../common/api-errors.js';
import { PageQueryDto } from '../../common/dto/page-query.dto.js';
import { CallListService } from './call-list.service.js';
import { toCallPageDto } from './call-list.mapper.js';
import { CallPageDto } from './dto/call-page.dto.js';

/** Under /users, yet in this room: calls know their users, users know nothing of calls. */
@ApiTags('users')
@Controller('users/:user_id/calls')
export class UserCallsController {
  constructor(private readonly lists: CallListService) {}

  @Get()
  @ApiOperation({ summary: "A user's calls, newest first" })
  @ApiOkResponse({ type: CallPageDto })
  @ApiErrors({
    400: 'Invalid page_size: must be an integer between 1 and 100',
    404: 'User not found: {user_id}',
  })
  async findPage(@Param('user_id') userId: string, @Query() query: PageQueryDto): Promise<CallPageDto> {
    return toCallPageDto(await this.lists.findPageByUser(userId, query.toPageRequest()));
  }
}
