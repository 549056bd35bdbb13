import type { Page } from '../../common/page.js';
import { toMoment } from '../../common/moment.js';
import { parseCursor, toCursor } from './call-cursor.js';
import type { CallList, CallListPart } from './call-list.js';
import { toCallDto } from '../view/call.mapper.js';
import type { CallSearch } from './call-list.service.js';
import type { CallDetails } from '../view/calls.service.js';
import type { CallPageDto } from './dto/call-page.dto.js';
import type { CallListDto } from './dto/call-list.dto.js';
import type { CallListQueryDto } from './dto/call-list-query.dto.js';

export const toCallListDto = ({ total, page, pageSize, data, next }: CallList<CallDetails>): CallListDto => ({
  total,
  page,
  page_size: pageSize,
  data: data.map(toCallDto),
  next_cursor: next && toCursor(next),
});

export const toCallSearch = (query: CallListQueryDto): CallSearch => ({
  status: query.status,
  user: query.user,
  to: query.to,
  from: query.from === undefined ? undefined : toMoment(query.from),
  until: query.until === undefined ? undefined : toMoment(query.until),
  hasRecording: query.has_recording,
  hasFeedback: query.has_feedback,
});

export const toCallListPart = ({ cursor, page = 1, page_size: pageSize }: CallListQueryDto): CallListPart => {
  const after = parseCursor(cursor);
  return after ? { pageSize, after } : { pageSize, page };
};

export const toCallPageDto = ({ total, page, pageSize, data }: Page<CallDetails>): CallPageDto => ({
  total,
  page,
  page_size: pageSize,
  data: data.map(toCallDto),
});
