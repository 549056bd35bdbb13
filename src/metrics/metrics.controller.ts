import { Controller, Get, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { RequireScope } from '../auth/scope.decorator.js';
import { ApiErrors } from '../common/api-errors.js';
import { Metrics } from './metrics.registry.js';
import { QueueDepthService } from './queue-depth.service.js';

const EXAMPLE = '# HELP atlas_calls_waiting …\n# TYPE atlas_calls_waiting gauge\natlas_calls_waiting 3\n';

@ApiTags('operation')
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    private readonly queue: QueueDepthService,
  ) {}

  @RequireScope('metrics:read')
  @Get()
  @ApiOperation({
    operationId: 'getMetrics',
    summary: 'What this instance has measured, for Prometheus',
    description: 'The length of the queue is that of the whole deployment, read every 5 seconds at most.',
  })
  @ApiProduces('text/plain')
  @ApiOkResponse({
    description: 'The text format of Prometheus, version 0.0.4',
    content: { 'text/plain': { schema: { type: 'string' }, example: EXAMPLE } },
  })
  @ApiErrors({})
  async read(@Res({ passthrough: true }) response: Response): Promise<string> {
    await this.queue.refresh();
    response.type(this.metrics.contentType);
    return this.metrics.text();
  }
}
