import { Body, Controller, Delete, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AuditedName } from '../../audit/audited.decorator.js';
import { RequireScope } from '../../auth/scope.decorator.js';
import { ApiErrors, JSON_BODY_ERRORS } from '../../common/api-errors.js';
import { PlanClock } from '../../common/time/plan-clock.service.js';
import { auditedNumber } from './dto/audited-number.js';
import { toDoNotCallDto } from './do-not-call.mapper.js';
import { DoNotCallService } from './do-not-call.service.js';
import {
  AddDoNotCallDto,
  DoNotCallDto,
  ImportDoNotCallDto,
  ImportedDto,
  MOST_NUMBERS,
  NumberQueryDto,
} from './dto/do-not-call.dto.js';

const INVALID = 'Invalid number: must be an E.164 phone number, such as +14155552671';
const UNAVAILABLE = 'The database is not available';
const NOT_LISTED = 'The number is not on the do-not-call list';
const AT_ONCE =
  'Once it is answered, which takes about a second, no attempt to call it begins; calls to it that wait end `canceled`. A call that is under way goes on.';

@ApiTags('do-not-call')
@Controller('do-not-call')
export class DoNotCallController {
  constructor(
    private readonly list: DoNotCallService,
    private readonly planClock: PlanClock,
  ) {}

  @RequireScope('calls:write')
  @AuditedName(({ body }) => auditedNumber(body))
  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Never call a number',
    description: `${AT_ONCE} The number is kept as a keyed hash with its last four digits. One that is on the list stays as it is.`,
    operationId: 'addDoNotCall',
  })
  @ApiOkResponse({ type: DoNotCallDto })
  @ApiErrors({ 400: INVALID, 503: UNAVAILABLE, ...JSON_BODY_ERRORS })
  async add(@Body() { number, ...origin }: AddDoNotCallDto): Promise<DoNotCallDto> {
    await this.list.add([number], origin, this.planClock.now());
    return toDoNotCallDto(await this.list.get(number));
  }

  @RequireScope('calls:write')
  @Post('import')
  @HttpCode(200)
  @ApiOperation({
    summary: `Never call up to ${MOST_NUMBERS} numbers`,
    description: AT_ONCE,
    operationId: 'importDoNotCall',
  })
  @ApiOkResponse({ type: ImportedDto })
  @ApiErrors({
    400: `Invalid numbers: must be a list of 1 to ${MOST_NUMBERS} E.164 phone numbers: the one at index 3 is none`,
    503: UNAVAILABLE,
    ...JSON_BODY_ERRORS,
  })
  async import(@Body() { numbers, ...origin }: ImportDoNotCallDto): Promise<ImportedDto> {
    const added = await this.list.add(numbers, origin, this.planClock.now());
    return { added, known: numbers.length - added };
  }

  @RequireScope('calls:read')
  @Get()
  @ApiOperation({ summary: 'Look a number up that is never called', operationId: 'getDoNotCall' })
  @ApiOkResponse({ type: DoNotCallDto })
  @ApiErrors({ 400: INVALID, 404: NOT_LISTED })
  async find(@Query() { number }: NumberQueryDto): Promise<DoNotCallDto> {
    return toDoNotCallDto(await this.list.get(number));
  }

  @RequireScope('admin')
  @AuditedName(({ query }) => auditedNumber(query))
  @Delete()
  @HttpCode(204)
  @ApiOperation({ summary: 'Let a number be called again', operationId: 'removeDoNotCall' })
  @ApiNoContentResponse()
  @ApiErrors({ 400: INVALID, 404: NOT_LISTED, 503: UNAVAILABLE })
  async remove(@Query() { number }: NumberQueryDto): Promise<void> {
    await this.list.remove(number);
  }
}
