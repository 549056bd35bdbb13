import type { Page } from '../common/page.js';
import type { HoldDto, HoldPageDto } from './dto/hold.dto.js';
import type { Hold } from './hold.js';

export const toHoldDto = ({ callId, reason, since }: Hold): HoldDto => ({ call_id: callId, reason, since });

export const toHoldPageDto = ({ total, page, pageSize, data }: Page<Hold>): HoldPageDto => ({
  total,
  page,
  page_size: pageSize,
  data: data.map(toHoldDto),
});
