import { Body, Controller, Get, Param, Patch } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { ApiErrors, JSON_BODY_ERRORS } from '../common/api-errors.js';
import { FeedbackDto } from './dto/feedback.dto.js';
import { GiveFeedbackDto } from './dto/give-feedback.dto.js';
import { toFeedbackDto, toGivenFeedback } from './feedback.mapper.js';
import { FeedbackService } from './feedback.service.js';

const callSidParam = { name: 'call_sid', example: 'CA0123456789abcdef0123456789abcdef' };

@ApiTags('feedback')
@ApiParam(callSidParam)
@Controller('calls/:call_sid/feedback')
export class FeedbackController {
  constructor(private readonly feedback: FeedbackService) {}

  @Patch()
  @ApiOperation({
    summary: 'Give feedback on a call',
    description: 'Given again, it replaces what was given before and keeps `created_at`.',
  })
  @ApiOkResponse({ type: FeedbackDto })
  @ApiErrors({
    400: 'Invalid call_quality: must be an integer between 1 and 5',
    404: 'Call not found: {call_sid}',
    ...JSON_BODY_ERRORS,
  })
  async giveFeedback(
    @Param('call_sid') callSid: string,
    @Body() body: GiveFeedbackDto,
  ): Promise<FeedbackDto> {
    return toFeedbackDto(await this.feedback.give(callSid, toGivenFeedback(body)));
  }

  @Get()
  @ApiOperation({
    summary: 'Show the feedback on a call',
    description: '404 also says `Call not found: {call_sid}` where there is no such call.',
  })
  @ApiOkResponse({ type: FeedbackDto })
  @ApiErrors({ 404: 'No feedback found for call: {call_sid}' })
  async getFeedback(@Param('call_sid') callSid: string): Promise<FeedbackDto> {
    return toFeedbackDto(await this.feedback.get(callSid));
  }
}
