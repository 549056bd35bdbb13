import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequireScope } from '../auth/scope.decorator.js';
import { ApiErrors } from '../common/api-errors.js';
import { EventListDto, EventListQueryDto, EventTypeListDto } from './dto/event.dto.js';
import { EventReadingService } from './events/event-reading.service.js';
import { EVENT_TYPES, type EventType } from './events/event-types.js';
import { parseCursor, toCursor } from './position-cursor.js';

const TYPES = Object.entries(EVENT_TYPES).map(([type, description]) => ({
  type: type as EventType,
  description,
}));

@ApiTags('subscriptions')
@RequireScope('subscriptions:read')
@Controller('events')
export class EventsController {
  constructor(private readonly events: EventReadingService) {}

  @Get()
  @ApiOperation({
    summary: 'Read events as they happen',
    description:
      'For who has no endpoint that Atlas could reach: follow `next_cursor`, at least once a minute. Events come about two seconds late, and those of one call perhaps not in their order: see `sequence`.',
  })
  @ApiOkResponse({ type: EventListDto })
  @ApiErrors({ 400: 'Invalid cursor: must be a next_cursor of an earlier answer' })
  async listEvents(@Query() { cursor, page_size: most }: EventListQueryDto): Promise<EventListDto> {
    const { data, next } = await this.events.read(parseCursor(cursor), most);
    return { data: data.map(({ id, type, body }) => ({ id, type, body })), next_cursor: toCursor(next) };
  }

  @Get('types')
  @ApiOperation({ summary: 'What endpoints can be told of' })
  @ApiOkResponse({ type: EventTypeListDto })
  @ApiErrors({})
  listEventTypes(): EventTypeListDto {
    return { data: TYPES };
  }
}
