import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequireScope } from '../auth/scope.decorator.js';
import { ApiErrors } from '../common/api-errors.js';
import { AuditListService } from './audit-list.service.js';
import { toAuditFilter, toAuditListDto, toAuditPart } from './audit.mapper.js';
import { AuditListDto } from './dto/audit-list.dto.js';
import { AuditListQueryDto } from './dto/audit-list-query.dto.js';

@ApiTags('access')
@RequireScope('admin')
@Controller('audit')
export class AuditController {
  constructor(private readonly lists: AuditListService) {}

  @Get()
  @ApiOperation({
    summary: 'Who did what, newest first, filtered',
    description:
      'Every change, and each reading of a recording or an export. Follow `next_cursor`, with the same filters.',
  })
  @ApiOkResponse({ type: AuditListDto })
  @ApiErrors({ 400: 'Invalid cursor: must be a next_cursor of an earlier answer' })
  async listAudit(@Query() query: AuditListQueryDto): Promise<AuditListDto> {
    return toAuditListDto(await this.lists.find(toAuditFilter(query), toAuditPart(query)));
  }
}
