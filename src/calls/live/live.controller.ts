import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { type IdentifiedRequest, principalOf } from '../../auth/principal.js';
import { RequireScope } from '../../auth/scope.decorator.js';
import { ApiErrors } from '../../common/api-errors.js';
import { addressGroup, clientAddress } from '../../common/http/client-address.js';
import { LiveQueryDto } from './dto/live-query.dto.js';
import { LiveStreamsService } from './live-streams.service.js';

const EXAMPLE =
  'event: call\nid: cmjvpdz0u\ndata: {"id":"7b7c3f0e-1f6b-4a8e-9d5f-2f1f0a7c9b11","version":4}\n\n';

/** Where anybody may come, an address is a caller. */
const callerOf = (request: Request & IdentifiedRequest): string => {
  const { kind, id } = principalOf(request);
  return kind === 'anyone' ? `address:${addressGroup(clientAddress(request))}` : id;
};

@ApiTags('calls')
@Controller('calls/stream')
export class LiveController {
  constructor(private readonly streams: LiveStreamsService) {}

  // It goes on by itself as long as a page is open: no sign that somebody is there.
  @RequireScope('calls:read', 'look')
  @Get()
  @ApiOperation({
    summary: 'Which calls change, as they do',
    description:
      'Server-sent events. `ready` at the start; `call` with the id of a call that has changed and its version; `reset` where the last event is too long ago to go on from: then read anew what you show. A call that changes twice at once is told once. Send the id of the last event as `Last-Event-ID`, as browsers do by themselves, and nothing is missed. A comment is sent every 15 seconds. The stream ends when its key or session does.',
  })
  @ApiProduces('text/event-stream')
  @ApiHeader({ name: 'Last-Event-ID', required: false, description: 'The id of the last event.' })
  @ApiOkResponse({
    description: 'The events.',
    content: { 'text/event-stream': { schema: { type: 'string' }, example: EXAMPLE } },
  })
  @ApiErrors({ 400: 'Invalid last_event_id: must be a string of 1 to 64 characters on one line' })
  async streamCalls(
    @Req() request: Request & IdentifiedRequest,
    @Res() response: Response,
    @Query() { last_event_id }: LiveQueryDto,
  ): Promise<void> {
    if (request.method === 'HEAD') return void response.type('text/event-stream').end();
    const lastEventId = request.get('last-event-id') ?? last_event_id;
    await this.streams.start({ request, response, caller: callerOf(request), lastEventId });
  }
}
