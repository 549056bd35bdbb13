import { toMoment } from '../../common/moment.js';
import type { OfCallsExportQueryDto } from './dto/export-query.dto.js';
import type { OfCalls } from './exported.js';

export const toOfCalls = ({ call_id: ids, from, until, user }: OfCallsExportQueryDto): OfCalls => ({
  user,
  ids,
  from: from === undefined ? undefined : toMoment(from),
  until: until === undefined ? undefined : toMoment(until),
});
