import { toMoment } from '../common/moment.js';
import { parseCursor, toCursor } from './audit-cursor.js';
import type { AuditedAct, AuditFilter, AuditPart } from './audit-list.js';
import type { AuditList } from './audit-list.service.js';
import type { AuditedActDto, AuditListDto } from './dto/audit-list.dto.js';
import type { AuditListQueryDto } from './dto/audit-list-query.dto.js';

const toActDto = ({ id, begun, ended }: AuditedAct): AuditedActDto => ({
  id,
  at: begun.at.toISOString(),
  who: begun.who,
  action: begun.action,
  resource: begun.resource ?? ended?.resource ?? null,
  address: begun.address ?? null,
  request_id: begun.requestId ?? null,
  outcome: ended?.outcome ?? 'unknown',
  status: ended?.status ?? null,
  ended_at: ended?.at.toISOString() ?? null,
});

export const toAuditListDto = ({ pageSize, data, next }: AuditList): AuditListDto => ({
  page_size: pageSize,
  data: data.map(toActDto),
  next_cursor: next && toCursor(next),
});

export const toAuditFilter = ({ who, action, resource, from, until }: AuditListQueryDto): AuditFilter => ({
  who,
  action,
  resource,
  from: from === undefined ? undefined : toMoment(from),
  until: until === undefined ? undefined : toMoment(until),
});

export const toAuditPart = ({ cursor, page_size: pageSize }: AuditListQueryDto): AuditPart => ({
  pageSize,
  after: parseCursor(cursor) ?? undefined,
});
