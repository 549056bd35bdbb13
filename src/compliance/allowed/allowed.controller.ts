import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type IdentifiedRequest, knownId, principalOf } from '../../auth/principal.js';
import { RequireScope } from '../../auth/scope.decorator.js';
import { ApiErrors } from '../../common/api-errors.js';
import { RequestRulesService } from '../request-rules.service.js';
import { toAllowedDto } from './allowed.mapper.js';
import { AllowedDto, AllowedQueryDto } from './dto/allowed.dto.js';

@ApiTags('calls')
@RequireScope('calls:read')
@Controller('calls')
export class AllowedController {
  constructor(private readonly rules: RequestRulesService) {}

  @Get('allowed')
  @ApiOperation({
    summary: 'Whether a number may be called now, and why not',
    description:
      'What each rule says, with what it has looked at. A plan may forbid a call all the same: its hours, its expiry.',
    operationId: 'getAllowed',
  })
  @ApiOkResponse({ type: AllowedDto })
  @ApiErrors({
    400: 'Invalid to: must be an E.164 phone number, such as +14155552671',
    503: 'The database is not available',
  })
  async find(@Query() { to }: AllowedQueryDto, @Req() request: IdentifiedRequest): Promise<AllowedDto> {
    return toAllowedDto(to, await this.rules.verdicts(to, new Date(), knownId(principalOf(request).id)));
  }
}
