import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { knownId } from '../../auth/principal.js';
import { RequireScope } from '../../auth/scope.decorator.js';
import { ApiErrors, JSON_BODY_ERRORS } from '../../common/api-errors.js';
import { BodyLimit } from '../../common/http/body-limit.decorator.js';
import { IdempotencyKey, REPLAYED_HEADER } from '../../idempotency/idempotency-key.decorator.js';
import { KEY_IN_FLIGHT, KEY_REUSED } from '../../idempotency/idempotency.errors.js';
import type { IdempotentRequest } from '../../idempotency/idempotent-request.js';
import { CountedCaller } from '../../limits/counted-caller.decorator.js';
import { toCallDto } from '../view/call.mapper.js';
import { readRows, toBatchDto } from './batch.mapper.js';
import { BatchPlacingService } from './batch-placing.service.js';
import { BatchDto, CreateBatchDto, MOST_ROWS } from './dto/batch.dto.js';

/** Each of the rows with a script as long as it may be, in ASCII, and some room. */
const BODY_BYTES = 8 * 1024 * 1024;

@ApiTags('calls')
@RequireScope('calls:write')
@Controller('calls/batch')
export class BatchController {
  constructor(private readonly batches: BatchPlacingService) {}

  @Post()
  @HttpCode(200)
  @BodyLimit(BODY_BYTES)
  @ApiOperation({
    summary: `Place up to ${MOST_ROWS} calls`,
    description:
      'Stores each call that is right, as `queued`: it is dialled when its turn comes, however long that takes. Each row gets its own answer, in order; a row that is wrong, or that a rule forbids, is refused alone. ' +
      'With an `Idempotency-Key` the same batch may be sent again, also where no answer came: rows that were answered get that answer again, and only the others are tried. So a batch of which some rows were refused for now (`retry_after`) is finished by sending it again. ' +
      'Each row counts as a call towards PLACINGS_PER_MINUTE. Where none was placed, for that limit or an outage, the batch as a whole gets 429 or 503.',
  })
  @ApiOkResponse({ type: BatchDto, headers: REPLAYED_HEADER })
  @ApiErrors({
    ...JSON_BODY_ERRORS,
    400: `Invalid calls: must be a list of 1 to ${MOST_ROWS} calls`,
    409: KEY_IN_FLIGHT,
    413: `Request body too large: at most ${BODY_BYTES} bytes are accepted`,
    422: KEY_REUSED,
  })
  async placeBatch(
    @Body() body: CreateBatchDto,
    @IdempotencyKey() request: IdempotentRequest,
    @CountedCaller() caller: string,
  ): Promise<BatchDto> {
    const rows = await readRows(body.calls, knownId(request.caller));
    return toBatchDto(await this.batches.place({ request, body, rows, caller, show: toCallDto }));
  }
}
