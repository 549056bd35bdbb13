import type { DaySpan } from '../common/quarter-hours.js';
import { PRICE_SCALE } from './contribution.js';
import type { CostDto, CostResultsDto } from './dto/cost-results.dto.js';
import { byDay, type Results, totalOf } from './report.js';
import { type Plain, toFilter, toSpanDto } from './span.mapper.js';
import type { Counts } from './summary.js';

export const COST_GROUPS = ['cost', 'priced', 'unpriced'];
export const COST_COLUMNS = ['day', 'currency', 'cost', 'calls'];

const FRACTION_DIGITS = Math.log10(PRICE_SCALE);

/** Millionths as a decimal, without zeros at its end. */
const decimal = (millionths: number): string => {
  const digits = String(Math.abs(millionths)).padStart(FRACTION_DIGITS + 1, '0');
  const fraction = digits.slice(-FRACTION_DIGITS).replace(/0+$/, '');
  const whole = digits.slice(0, -FRACTION_DIGITS);
  return `${millionths < 0 ? '-' : ''}${whole}${fraction && `.${fraction}`}`;
};

const toCosts = (results: Results, costs: Counts, priced: Counts, day?: number): Plain<CostDto>[] =>
  Object.entries(costs)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, cost]) => ({
      currency,
      cost: decimal(cost),
      calls: priced[currency] ?? 0,
      filter: toFilter(results, `priced/${currency}`, day),
    }));

export const toCostResults = (span: DaySpan, results: Results): CostResultsDto => {
  const priced = byDay(results, 'priced');
  return {
    ...toSpanDto(span, results),
    all: toCosts(results, totalOf(results, 'cost'), totalOf(results, 'priced')),
    unpriced: {
      calls: totalOf(results, 'unpriced')['ended'] ?? 0,
      filter: toFilter(results, 'unpriced/ended'),
    },
    rows: byDay(results, 'cost').flatMap((costs, i) =>
      toCosts(results, costs, priced[i] ?? {}, i).map((cost) => ({
        day: results.frame.days[i] ?? '',
        ...cost,
      })),
    ),
  };
};
