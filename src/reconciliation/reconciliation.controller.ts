import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { RequireScope } from '../auth/scope.decorator.js';
import { toCallDto } from '../calls/view/call.mapper.js';
import { CallsService } from '../calls/view/calls.service.js';
import { CallDto } from '../calls/view/dto/call.dto.js';
import { ApiErrors } from '../common/api-errors.js';
import { ReconcilerService } from './reconciler.service.js';

@ApiTags('calls')
@RequireScope('calls:write')
@Controller('calls/:call/sync')
export class ReconciliationController {
  constructor(
    private readonly reconciler: ReconcilerService,
    private readonly calls: CallsService,
  ) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Ask Twilio what became of a call, now', operationId: 'syncCall' })
  @ApiParam({ name: 'call', description: "The call's call_id or any of its SIDs" })
  @ApiOkResponse({ type: CallDto })
  @ApiErrors({
    404: 'Call not found: {call}',
    502: 'Twilio refused the request: 20003 Authenticate',
    503: 'Twilio could not be reached: connection refused',
  })
  async sync(@Param('call') call: string): Promise<CallDto> {
    await this.reconciler.sync(call);
    return toCallDto(await this.calls.getShown(call));
  }
}
