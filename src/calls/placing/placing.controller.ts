import { Body, Controller, HttpStatus, Post, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { knownId } from '../../auth/principal.js';
import { RequireScope } from '../../auth/scope.decorator.js';
import { ApiErrors } from '../../common/api-errors.js';
import { LOCATION_HEADER } from '../../common/http/location-header.js';
import { isPlanned } from '../../plan/plan.mapper.js';
import { IdempotencyKey, REPLAYED_HEADER } from '../../idempotency/idempotency-key.decorator.js';
import { KEY_IN_FLIGHT, KEY_REUSED } from '../../idempotency/idempotency.errors.js';
import { IdempotencyService } from '../../idempotency/idempotency.service.js';
import type { IdempotentRequest } from '../../idempotency/idempotent-request.js';
import { CountsAsPlacing } from '../../limits/counts-as-placing.decorator.js';
import { toCallDto } from '../view/call.mapper.js';
import { toCallRequest } from './call-request.mapper.js';
import { CallsService } from '../view/calls.service.js';
import { CallDto } from '../view/dto/call.dto.js';
import { CreateCallDto } from './dto/create-call.dto.js';
import { PlacingService } from './placing.service.js';

@ApiTags('calls')
@RequireScope('calls:write')
@Controller('calls')
export class PlacingController {
  constructor(
    private readonly calls: CallsService,
    private readonly placing: PlacingService,
    private readonly idempotency: IdempotencyService,
  ) {}

  @Post('outbound')
  @CountsAsPlacing()
  @ApiOperation({
    summary: 'Place a call',
    description:
      'Stores the call, asks Twilio to dial it, and answers what came of that. A request that reached Twilio without a clear answer gets 201 and `submission: unknown`, and is never repeated. Where the call’s turn does not come within two seconds it gets 201 and `submission: pending`: it is dialled later, within 15 minutes, and what Twilio says then is told by `GET /calls/{call}`: a refusal as `failed` with Twilio’s code. A call that was refused is kept too: as `application/problem+json` the failure has its `call_id`.',
  })
  @ApiCreatedResponse({ type: CallDto, headers: { ...LOCATION_HEADER, ...REPLAYED_HEADER } })
  @ApiAcceptedResponse({
    type: CallDto,
    headers: { ...LOCATION_HEADER, ...REPLAYED_HEADER },
    description: 'A request that plans the call: it waits to be dialled.',
  })
  @ApiErrors({
    400: 'Invalid to: must be a phone number in E.164 format',
    403: 'Call not allowed: premium-rate: premium-rate numbers are never called',
    409: KEY_IN_FLIGHT,
    422: KEY_REUSED,
    502: 'Twilio refused the call: 21217 Phone number does not appear to be valid',
    503: 'Twilio could not be reached: connection refused',
  })
  async place(
    @Body() body: CreateCallDto,
    @IdempotencyKey() request: IdempotentRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CallDto> {
    if (isPlanned(body)) response.status(HttpStatus.ACCEPTED);
    const made = await this.idempotency.once(request, body, {
      execute: async (callId) =>
        toCallDto(await this.placing.place(toCallRequest(body, knownId(request.caller)), callId)),
      recover: async (callId) => {
        const placed = await this.calls.findPlaced(callId);
        return placed && toCallDto(placed);
      },
    });
    response.location(`/calls/${made.call_id}`);
    return made;
  }
}
