import { type DaySpan } from '../common/quarter-hours.js';
import { toFirstDialled } from '../calls/list/first-dialled.js';
import { LENGTHS } from './contribution.js';
import type {
  AnswersResultsDto,
  AttemptsDto,
  AttemptsResultsDto,
  DurationsResultsDto,
} from './dto/dials-results.dto.js';
import { byWeekHour, type Results, sumOf, totalOf } from './report.js';
import { rounded, toFilter, toSpanDto } from './span.mapper.js';
import type { Counts } from './summary.js';

export const ANSWERS_GROUPS = ['dial'];
export const ANSWERS_COLUMNS = ['weekday', 'hour', 'dialled', 'answered', 'unanswered', 'open', 'rate'];
export const ATTEMPTS_GROUPS = ['attempts'];
export const ATTEMPTS_COLUMNS = ['result', 'attempts', 'calls'];
export const DURATIONS_GROUPS = ['length', 'seconds'];
export const DURATIONS_COLUMNS = ['from_seconds', 'until_seconds', 'calls'];

const toAnswers = ({ answered = 0, unanswered = 0, open = 0 }: Counts) => ({
  dialled: answered + unanswered + open,
  answered,
  unanswered,
  open,
  rate: answered + unanswered === 0 ? null : rounded(answered / (answered + unanswered)),
});

export const toAnswersResults = (span: DaySpan, results: Results): AnswersResultsDto => {
  const { dialled, rate } = toAnswers(totalOf(results, 'dial'));
  return {
    ...toSpanDto(span, results),
    dialled,
    rate,
    rows: byWeekHour(results, 'dial').map(({ at, counts }) => ({
      ...at,
      ...toAnswers(counts),
      filter: new URLSearchParams({ first_dialled: toFirstDialled({ ...span, ...at }) }).toString(),
    })),
  };
};

const ORDER = ['answered', 'unanswered', 'open'];

/** The answered first, each by the number of attempts. */
const inOrder = (a: AttemptsDto, b: AttemptsDto): number =>
  ORDER.indexOf(a.result) - ORDER.indexOf(b.result) || (a.attempts ?? 0) - (b.attempts ?? 0);

export const toAttemptsResults = (span: DaySpan, results: Results): AttemptsResultsDto => ({
  ...toSpanDto(span, results),
  rows: Object.entries(totalOf(results, 'attempts'))
    .map(([key, calls]): AttemptsDto => {
      const [result = '', attempts] = key.split('-');
      return {
        result,
        attempts: attempts === undefined ? null : Number(attempts),
        calls,
        filter: toFilter(results, `attempts/${key}`),
      };
    })
    .sort(inOrder),
});

export const toDurationsResults = (span: DaySpan, results: Results): DurationsResultsDto => {
  const { unknown = 0, ...known } = totalOf(results, 'length');
  const { total = 0 } = totalOf(results, 'seconds');
  const calls = sumOf(known);
  const row = (from: number | null, until: number | null, count: number, key: string) => ({
    from_seconds: from,
    until_seconds: until,
    calls: count,
    filter: toFilter(results, `length/${key}`),
  });
  return {
    ...toSpanDto(span, results),
    calls,
    total_seconds: total,
    average_seconds: calls === 0 ? null : rounded(total / calls),
    rows: [
      ...LENGTHS.map((from, i) => row(from, LENGTHS[i + 1] ?? null, known[from] ?? 0, String(from))),
      row(null, null, unknown, 'unknown'),
    ],
  };
};
