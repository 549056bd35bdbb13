import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiErrors } from '../common/api-errors.js';
import { HealthDto, ProbeDto } from './dto/health.dto.js';
import { toHealthDto } from './health.mapper.js';
import { NotReadyError } from './health.errors.js';
import { HealthService } from './health.service.js';

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(private readonly health: HealthService) {}

  @Get()
  @ApiOperation({ operationId: 'getHealth', summary: 'Tell how Atlas and what it stands on are' })
  @ApiOkResponse({ type: HealthDto, description: 'Always 200; read `status`.' })
  @ApiErrors({})
  async check(): Promise<HealthDto> {
    return toHealthDto(await this.health.check());
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
}
