import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { RequireScope } from '../../auth/scope.decorator.js';
import { ApiErrors } from '../../common/api-errors.js';
import { toCallDto } from './call.mapper.js';
import { CallsService } from './calls.service.js';
import { CallDto } from './dto/call.dto.js';

@ApiTags('calls')
@RequireScope('calls:read')
@Controller('calls')
export class CallsController {
  constructor(private readonly calls: CallsService) {}

  @Get(':call')
  @ApiOperation({ summary: 'A call in full' })
  @ApiParam({ name: 'call', description: "The call's call_id or any of its SIDs" })
  @ApiOkResponse({ type: CallDto })
  @ApiErrors({ 404: 'Call not found: {call}' })
  async find(@Param('call') call: string): Promise<CallDto> {
    return toCallDto(await this.calls.getShown(call));
  }
}
