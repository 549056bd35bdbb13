import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { RequireScope } from '../../auth/scope.decorator.js';
import { ApiErrors } from '../../common/api-errors.js';
import { CallControlService } from './call-control.service.js';
import { toCallDto } from '../view/call.mapper.js';
import { CallDto } from '../view/dto/call.dto.js';

const TWILIO_FAILURES = {
  404: 'Call not found: {call}',
  502: 'Twilio refused the request: 20003 Authenticate',
  503: 'Twilio could not be reached: the connection was refused',
};

@ApiTags('calls')
@ApiParam({ name: 'call', description: "The call's call_id or any of its SIDs" })
@RequireScope('calls:write')
@Controller('calls/:call')
export class CallControlController {
  constructor(private readonly control: CallControlService) {}

  @Post('hangup')
  @HttpCode(200)
  @ApiOperation({
    summary: 'End a call, whatever its state',
    description:
      'The same request again is answered like the first. 409 says why it is too late, or that nobody knows yet whether Twilio dialled. Twilio may take a moment to end the call: its status then follows.',
  })
  @ApiOkResponse({ type: CallDto })
  @ApiErrors({ ...TWILIO_FAILURES, 409: 'Call has already ended: completed' })
  async hangUpCall(@Param('call') call: string): Promise<CallDto> {
    return toCallDto(await this.control.end(call, 'hangup'));
  }

  @Post('cancel')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Cancel a call that nobody has answered yet',
    description: 'The same request again is answered like the first. 409 says why it is too late.',
  })
  @ApiOkResponse({ type: CallDto })
  @ApiErrors({ ...TWILIO_FAILURES, 409: 'Call is in progress: hang up instead' })
  async cancelCall(@Param('call') call: string): Promise<CallDto> {
    return toCallDto(await this.control.end(call, 'cancel'));
  }
}
