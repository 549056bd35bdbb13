import { Controller, Get, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '../auth/scope.decorator.js';
import type { Request } from 'express';
import { AccessService } from '../auth/access.service.js';
import { InvalidCredentialError } from '../auth/auth.errors.js';
import { ApiErrors } from '../common/api-errors.js';
import { RefusalsService } from '../limits/refusals.service.js';
import { answersWithin } from './answers-within.js';
import { HealthDto, ProbeDto } from './dto/health.dto.js';
import { toHealthDto } from './health.mapper.js';
import { NotReadyError } from './health.errors.js';
import { HealthService, PROBE_LIMIT_MS } from './health.service.js';

@ApiTags('health')
@Public('load balancers have no key')
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthService,
    private readonly access: AccessService,
    private readonly refusals: RefusalsService,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'getHealth', summary: 'Tell how Atlas and what it stands on are' })
  @ApiOkResponse({
    type: HealthDto,
    description:
      'Always 200; read `status`. What is beyond the first five fields is for callers who are known.',
  })
  @ApiErrors({})
  async check(@Req() request: Request): Promise<HealthDto> {
    const [health, isKnown] = await Promise.all([this.health.check(), this.isKnown(request)]);
    return toHealthDto(health, isKnown);
  }

  @Get('live')
  @ApiOperation({ operationId: 'getLiveness', summary: 'Tell that the process answers' })
  @ApiOkResponse({ type: ProbeDto, description: 'The process answers.' })
  @ApiErrors({})
  live(): ProbeDto {
    return { status: 'ok' };
  }

  @Get('ready')
  @ApiOperation({ operationId: 'getReadiness', summary: 'Tell whether requests can be served' })
  @ApiOkResponse({ type: ProbeDto, description: 'The database answers.' })
  @ApiErrors({ 503: new NotReadyError().message })
  async ready(): Promise<ProbeDto> {
    if (!(await this.health.isDatabaseHealthy())) throw new NotReadyError();
    return { status: 'ok' };
  }

  /** While the database is away nobody can be known. A key that is none is counted as elsewhere, though it is answered. */
  private isKnown(request: Request): Promise<boolean> {
    return answersWithin(PROBE_LIMIT_MS, async () => {
      try {
        await this.access.identify(request);
        return true;
      } catch (error) {
        if (error instanceof InvalidCredentialError) this.refusals.count('credential');
        return false;
      }
    });
  }
}
