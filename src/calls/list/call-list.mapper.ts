import { toMoment } from '../../common/moment.js';
import { parseCursor, toCursor } from './call-cursor.js';
import { parseFirstDialled, resultsOf } from './first-dialled.js';
import type { CallFilter, CallList, CallListPart, Counting } from './call-list.js';
import { toCallDto } from '../view/call.mapper.js';
import { parseMetadataPair } from './metadata-pair.js';
import type { CallSearch } from './call-list.service.js';
import type { CallDetails } from '../view/calls.service.js';
import type { CallListDto } from './dto/call-list.dto.js';
import type { CallListQueryDto, UserCallsQueryDto } from './dto/call-list-query.dto.js';

export const toCallListDto = ({
  total,
  atLeast,
  page,
  pageSize,
  data,
  next,
}: CallList<CallDetails>): CallListDto => ({
  total,
  total_at_least: atLeast,
  page,
  page_size: pageSize,
  data: data.map(toCallDto),
  next_cursor: next && toCursor(next),
});

/** The filters alone. */
type FilterQuery = Omit<UserCallsQueryDto, 'page_size'>;

const toAnyResult = (query: FilterQuery): string[] | undefined => {
  const hour = parseFirstDialled(query.first_dialled);
  return hour ? resultsOf(hour) : undefined;
};

export const toCallFilter = (query: FilterQuery): CallFilter => ({
  ids: query.call_id,
  statuses: query.status,
  to: query.to,
  from: query.from === undefined ? undefined : toMoment(query.from),
  until: query.until === undefined ? undefined : toMoment(query.until),
  hasRecording: query.has_recording,
  hasFeedback: query.has_feedback,
  campaignId: query.campaign_id,
  metadata: parseMetadataPair(query.metadata) ?? undefined,
  result: query.result,
  anyResult: toAnyResult(query),
});

export const toCallSearch = ({ user, ...query }: Omit<CallListQueryDto, 'page_size'>): CallSearch => ({
  ...toCallFilter(query),
  user,
});

export const toCallListPart = (
  { cursor, page = 1, page_size: pageSize, with_total: isCounted }: UserCallsQueryDto,
  unasked: Counting,
): CallListPart => {
  const after = parseCursor(cursor);
  if (after) return { pageSize, after };
  return { pageSize, page, total: isCounted === undefined ? unasked : isCounted ? 'exact' : 'none' };
};
