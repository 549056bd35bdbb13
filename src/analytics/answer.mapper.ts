import type { Response } from 'express';
import { csvOf } from '../common/csv.js';
import type { ResultsQueryDto } from './dto/results-query.dto.js';

/** In which form an answer is wanted, and what its table is. */
interface Wanted {
  query: ResultsQueryDto;
  accept: string | undefined;
  name: string;
  columns: readonly string[];
}

const isCsv = ({ query: { format }, accept = '' }: Wanted): boolean =>
  format === undefined ? /^\s*text\/csv\b/i.test(accept) : format === 'csv';

/** The results as they are, or their rows as a file to be opened as a table. */
export const asWanted = <T extends { rows: object[]; from: string; to: string }>(
  response: Response,
  wanted: Wanted,
  results: T,
): T | string => {
  response.vary('Accept');
  if (!isCsv(wanted)) return results;
  response.attachment(`${wanted.name}_${results.from}_${results.to}.csv`);
  response.type('text/csv; charset=utf-8');
  return csvOf(wanted.columns, results.rows);
};
