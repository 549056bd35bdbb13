import type { DaySpan } from '../common/quarter-hours.js';
import { CALL_STATUSES } from '../calls/model/call-status.js';
import type { CallsResultsDto, OutcomesDto } from './dto/calls-results.dto.js';
import { byDay, type Results, sumOf, totalOf } from './report.js';
import { type Plain, toFilter, toSpanDto } from './span.mapper.js';
import type { Counts } from './summary.js';

export const CALLS_GROUPS = ['outcome'];
export const CALLS_COLUMNS = ['day', 'total', ...CALL_STATUSES];

const toOutcomes = (counts: Counts, filter: string): Plain<OutcomesDto> => {
  const byStatus = Object.fromEntries(CALL_STATUSES.map((status) => [status, counts[status] ?? 0]));
  return { ...(byStatus as Omit<OutcomesDto, 'total' | 'filter'>), total: sumOf(counts), filter };
};

export const toCallsResults = (span: DaySpan, results: Results): CallsResultsDto => ({
  ...toSpanDto(span, results),
  all: toOutcomes(totalOf(results, 'outcome'), toFilter(results)),
  rows: byDay(results, 'outcome').map((counts, i) => ({
    day: results.frame.days[i] ?? '',
    ...toOutcomes(counts, toFilter(results, undefined, i)),
  })),
});
