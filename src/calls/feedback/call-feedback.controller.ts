import { Body, Controller, Get, Param, Patch } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { RequireScope } from '../../auth/scope.decorator.js';
import { ApiErrors, JSON_BODY_ERRORS } from '../../common/api-errors.js';
import { FeedbackDto } from '../../feedback/dto/feedback.dto.js';
import { GiveFeedbackDto } from '../../feedback/dto/give-feedback.dto.js';
import { toGivenFeedback } from '../../feedback/feedback.mapper.js';
import { toCallFeedbackDto } from '../view/call-feedback.mapper.js';
import { CallFeedbackService } from './call-feedback.service.js';

@ApiTags('feedback')
@ApiParam({ name: 'call_sid', description: "The call's call_id or any of its SIDs" })
@Controller('calls/:call_sid/feedback')
export class CallFeedbackController {
  constructor(private readonly feedback: CallFeedbackService) {}

  @RequireScope('feedback:write')
  @Patch()
  @ApiOperation({
    summary: 'Give feedback on a call',
    description:
      'At any time, also before the call is dialled. Given again, it replaces what was given before and keeps `created_at`.',
  })
  @ApiOkResponse({ type: FeedbackDto })
  @ApiErrors({
    400: 'Invalid call_quality: must be an integer between 1 and 5',
    404: 'Call not found: {call_sid}',
    409: 'Call was erased: nothing more is kept of it',
    ...JSON_BODY_ERRORS,
  })
  async giveFeedback(
    @Param('call_sid') idOrSid: string,
    @Body() body: GiveFeedbackDto,
  ): Promise<FeedbackDto> {
    const { call, feedback } = await this.feedback.give(idOrSid, toGivenFeedback(body));
    return toCallFeedbackDto(call, feedback, idOrSid);
  }

  @RequireScope('feedback:read')
  @Get()
  @ApiOperation({
    summary: 'Show the feedback on a call',
    description: '404 also says `Call not found: {call_sid}` where there is no such call.',
  })
  @ApiOkResponse({ type: FeedbackDto })
  @ApiErrors({ 404: 'No feedback found for call: {call_sid}' })
  async getFeedback(@Param('call_sid') idOrSid: string): Promise<FeedbackDto> {
    const { call, feedback } = await this.feedback.get(idOrSid);
    return toCallFeedbackDto(call, feedback, idOrSid);
  }
}
