import type { HoldDto } from './dto/hold.dto.js';
import type { Hold } from './hold.js';

export const toHoldDto = ({ callId, reason, since }: Hold): HoldDto => ({ call_id: callId, reason, since });
