import { Body, Controller, Param, Patch } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { RequireScope } from '../../auth/scope.decorator.js';
import { ApiErrors } from '../../common/api-errors.js';
import { toCallDto } from '../view/call.mapper.js';
import { CallDto } from '../view/dto/call.dto.js';
import { RescheduleDto } from './dto/reschedule.dto.js';
import { toCallChanges } from './reschedule.mapper.js';
import { RescheduleService } from './reschedule.service.js';

@ApiTags('calls')
@ApiParam({ name: 'call', description: "The call's call_id or any of its SIDs" })
@RequireScope('calls:write')
@Controller('calls/:call')
export class RescheduleController {
  constructor(private readonly control: RescheduleService) {}

  @Patch()
  @ApiOperation({
    summary: 'Change the plan, or the script, of a call that waits',
    description:
      'Any of the fields; what is left out stays, null takes it away. The plan that results has to keep the rules of a new one. Also between two attempts. Each attempt is made wholly by the old plan or wholly by the new one: 409 says that it is too late. The same request again changes nothing.',
    operationId: 'rescheduleCall',
  })
  @ApiOkResponse({ type: CallDto })
  @ApiErrors({
    400: 'Invalid scheduled_at: must be in the future, at most 30 days ahead',
    403: 'Call not allowed: premium-rate: premium-rate numbers are never called',
    404: 'Call not found: {call}',
    409: 'Call is being dialled: it can be rescheduled only while it waits',
  })
  async rescheduleCall(@Param('call') call: string, @Body() body: RescheduleDto): Promise<CallDto> {
    return toCallDto(await this.control.reschedule(call, toCallChanges(body)));
  }
}
