import { OmitType, PickType } from '@nestjs/swagger';
import { CallListQueryDto } from '../../list/dto/call-list-query.dto.js';

const PARTS = ['cursor', 'page', 'page_size', 'with_total'] as const;

/** Which calls are exported: the filters of `GET /calls`, and no part of what they let through. */
export class CallExportQueryDto extends OmitType(CallListQueryDto, PARTS) {}

/** Of which span and of which calls something is exported. */
export class OfCallsExportQueryDto extends PickType(CallListQueryDto, [
  'call_id',
  'from',
  'until',
  'user',
] as const) {}
