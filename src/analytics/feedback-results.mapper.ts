import type { DaySpan } from '../common/quarter-hours.js';
import type { Feedback } from '../feedback/feedback.js';
import type { FeedbackResultsDto, NoteDto, ScoreDto } from './dto/feedback-results.dto.js';
import { averageOf, byDay, type Results, sumOf, totalOf } from './report.js';
import { POINTS, type ScoreName, SCORES } from './scores.js';
import { type Plain, rounded, toFilter, toSpanDto } from './span.mapper.js';
import type { Counts } from './summary.js';

const QUESTIONS: ScoreName[] = SCORES.map(({ name }) => name);
export const FEEDBACK_GROUPS = ['feedback', ...QUESTIONS];
export const FEEDBACK_COLUMNS = [
  'day',
  'question',
  'given',
  'average',
  ...POINTS.map((each) => `points_${each}`),
];

const toScore = (question: ScoreName, points: Counts, filter: string): Plain<ScoreDto> => ({
  question,
  given: sumOf(points),
  average: rounded(averageOf(points)),
  points_1: points[1] ?? 0,
  points_2: points[2] ?? 0,
  points_3: points[3] ?? 0,
  points_4: points[4] ?? 0,
  points_5: points[5] ?? 0,
  filter,
});

const toNote = ({ callId, createdAt, overallSatisfaction, notes }: Feedback): NoteDto => ({
  call_id: callId,
  created_at: createdAt,
  overall_satisfaction: overallSatisfaction,
  notes: notes ?? '',
});

const GIVEN = 'feedback/given';

export const toFeedbackResults = (span: DaySpan, results: Results, noted: Feedback[]): FeedbackResultsDto => {
  const days = QUESTIONS.map((question) => ({ question, counts: byDay(results, question) }));
  return {
    ...toSpanDto(span, results),
    given: totalOf(results, 'feedback')['given'] ?? 0,
    all: QUESTIONS.map((question) => toScore(question, totalOf(results, question), toFilter(results, GIVEN))),
    rows: results.frame.days.flatMap((day, i) =>
      days
        .map(({ question, counts }) => toScore(question, counts[i] ?? {}, toFilter(results, GIVEN, i)))
        .filter(({ given }) => given > 0)
        .map((score) => ({ day, ...score })),
    ),
    notes: noted.map(toNote),
  };
};
