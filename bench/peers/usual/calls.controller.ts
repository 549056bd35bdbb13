import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { Scope } from './access.js';
import { CallsService } from './calls.service.js';
import { GiveFeedbackDto, PageDto, PlaceCallDto } from './dto.js';

@Controller()
export class CallsController {
  constructor(private readonly calls: CallsService) {}

  @Post('calls/outbound')
  @Scope('calls:write')
  place(@Body() body: PlaceCallDto) {
    return this.calls.place(body);
  }

  @Get('calls')
  @Scope('calls:read')
  list(@Query() part: PageDto) {
    return this.calls.list({}, part);
  }

  @Get('calls/:sid')
  @Scope('calls:read')
  get(@Param('sid') sid: string) {
    return this.calls.get(sid);
  }

  @Get('users/:id/calls')
  @Scope('calls:read')
  listByUser(@Param('id') id: string, @Query() part: PageDto) {
    return this.calls.listByUser(id, part);
  }

  @Patch('calls/:sid/feedback')
  @Scope('feedback:write')
  rate(@Param('sid') sid: string, @Body() body: GiveFeedbackDto) {
    return this.calls.rate(sid, body);
  }
}
