import { Controller, Get, Param } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { RequireScope } from '../../auth/scope.decorator.js';
import { ApiErrors } from '../../common/api-errors.js';
import { ChangeDto, TimelineDto } from './dto/timeline.dto.js';
import { toTimelineDto } from './timeline.mapper.js';
import { TimelineService } from './timeline.service.js';

@ApiTags('calls')
@RequireScope('calls:read')
@Controller('calls/:call/timeline')
export class TimelineController {
  constructor(private readonly timelines: TimelineService) {}

  @Get()
  @ApiOperation({
    summary: 'How a call became what it is',
    description:
      'Each event in the order of arrival: when it happened and when it came, who said so, and what it changed or why it changed nothing.',
  })
  @ApiParam({ name: 'call', description: "The call's call_id or any of its SIDs" })
  @ApiExtraModels(ChangeDto)
  @ApiOkResponse({ type: TimelineDto })
  @ApiErrors({ 404: 'Call not found: {call}' })
  async getTimeline(@Param('call') call: string): Promise<TimelineDto> {
    return toTimelineDto(await this.timelines.get(call));
  }
}
