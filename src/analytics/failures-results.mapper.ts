import type { DaySpan } from '../common/quarter-hours.js';
import { type CodeExplanation, explainSipCode, explainTwilioCode } from '../twilio/twilio-codes.js';
import type { FailuresResultsDto } from './dto/dials-results.dto.js';
import { type Results, sumOf, totalOf } from './report.js';
import { toFilter, toSpanDto } from './span.mapper.js';

export const FAILURES_GROUPS = ['reason'];
export const FAILURES_COLUMNS = ['reason', 'meaning', 'fix', 'calls'];

/** Reasons that are Atlas's own, or no more than a status. */
const OWN: Record<string, string> = {
  'status-busy': 'The line was busy',
  'status-no-answer': 'Nobody answered',
  'status-failed': 'It failed, and nobody told why',
  'status-canceled': 'It was ended before anybody answered',
  canceled: 'It was canceled before it was dialled',
  'client-ended': 'It was ended as a client wished',
  expired: 'It was not dialled before it expired',
  'not-acknowledged': 'It was stored too late, after its client was told that it was not',
  'not-allowed': 'A rule about who may be called forbade it',
  'not-sent': 'It could not be sent at its moment',
  malformed: 'Twilio’s answer could not be read',
  '20404': 'Twilio does not know the call any more, and never told how it ended',
};

const explain = (reason: string): CodeExplanation | null =>
  reason.startsWith('sip-') ? explainSipCode(reason.slice('sip-'.length)) : explainTwilioCode(reason);

const wordsOf = (reason: string): { meaning: string; fix: string | null } => {
  const explained = explain(reason);
  const meaning = OWN[reason] ?? explained?.meaning;
  return { meaning: meaning ?? `It ended with the code ${reason}`, fix: explained?.fix ?? null };
};

export const toFailuresResults = (span: DaySpan, results: Results): FailuresResultsDto => {
  const counts = totalOf(results, 'reason');
  return {
    ...toSpanDto(span, results),
    calls: sumOf(counts),
    rows: Object.entries(counts)
      .sort(([a, most], [b, more]) => more - most || (a < b ? -1 : 1))
      .map(([reason, calls]) => ({
        reason,
        ...wordsOf(reason),
        calls,
        filter: toFilter(results, `reason/${reason}`),
      })),
  };
};
