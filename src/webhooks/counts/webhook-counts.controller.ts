import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequireScope } from '../../auth/scope.decorator.js';
import { ApiErrors } from '../../common/api-errors.js';
import { WebhookSummaryQueryDto } from './dto/webhook-summary-query.dto.js';
import { WebhookSummaryDto } from './dto/webhook-summary.dto.js';
import { toWebhookSummaryDto } from './webhook-counts.mapper.js';
import { WebhookCountsService } from './webhook-counts.service.js';

@ApiTags('operation')
@Controller('webhooks')
export class WebhookCountsController {
  constructor(private readonly counts: WebhookCountsService) {}

  @RequireScope('calls:read')
  @Get('summary')
  @ApiOperation({
    operationId: 'getWebhookSummary',
    summary: 'How many webhooks came, and why some were refused',
    description: 'Of all instances. What an instance has counted is told to the others once a minute.',
  })
  @ApiOkResponse({ type: WebhookSummaryDto })
  @ApiErrors({
    400: 'Invalid hours: must be an integer between 1 and 168',
    503: 'The database is not available',
  })
  async summary(@Query() { hours }: WebhookSummaryQueryDto): Promise<WebhookSummaryDto> {
    const now = new Date();
    return toWebhookSummaryDto(await this.counts.sumOf(hours, now), hours, now);
  }
}
