import { Body, Controller, Delete, Get, HttpCode, Param, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { RequireScope } from '../../auth/scope.decorator.js';
import { ApiErrors, JSON_BODY_ERRORS } from '../../common/api-errors.js';
import { HoldDto, PutHoldDto } from '../../retention/dto/hold.dto.js';
import { toHoldDto } from '../../retention/hold.mapper.js';
import { CallHoldsService } from './call-holds.service.js';

@ApiTags('calls')
@ApiParam({ name: 'call', description: "The call's call_id or any of its SIDs" })
@Controller('calls/:call/hold')
export class CallHoldController {
  constructor(private readonly holds: CallHoldsService) {}

  @Put()
  @RequireScope('calls:write')
  @ApiOperation({
    summary: 'Put a call on hold: nothing of it is deleted',
    description:
      'Neither when the days are over that recordings, transcriptions and events are kept, nor by `DELETE /recordings/{recording_sid}`, nor when whoever was called is erased, which then waits for it to be lifted. What was deleted before stays deleted, and where that was answered 202 it goes on; 409 in the moments in which something is being deleted. The same again changes the reason.',
  })
  @ApiOkResponse({ type: HoldDto })
  @ApiErrors({
    400: 'Invalid reason: must not be blank',
    404: 'Call not found: {call}',
    409: 'Call was erased: nothing more is kept of it; or: Something of the call is being deleted at this moment: ask again: {call_id}',
    ...JSON_BODY_ERRORS,
  })
  async holdCall(@Param('call') call: string, @Body() { reason }: PutHoldDto): Promise<HoldDto> {
    return toHoldDto(await this.holds.put(call, reason));
  }

  @Get()
  @RequireScope('calls:read')
  @ApiOperation({ summary: 'Why a call is on hold, and since when' })
  @ApiOkResponse({ type: HoldDto })
  @ApiErrors({ 404: 'Call is not on hold: {call_id}' })
  async getCallHold(@Param('call') call: string): Promise<HoldDto> {
    return toHoldDto(await this.holds.get(call));
  }

  @Delete()
  @HttpCode(204)
  @RequireScope('calls:write')
  @ApiOperation({
    summary: 'Lift the hold of a call',
    description:
      'What is older than it is kept is deleted within the hour. The same request again is answered like the first.',
  })
  @ApiNoContentResponse({ description: 'It is on hold no more.' })
  @ApiErrors({ 404: 'Call not found: {call}' })
  async releaseCall(@Param('call') call: string): Promise<void> {
    await this.holds.lift(call);
  }
}
