import type { Made, Rating } from './calls.js';
import { grouped } from '../../prove/grouped.js';
import { dayOf, type Days, rounded } from './tally.js';

const QUESTIONS = ['call_quality', 'agent_helpfulness', 'resolution', 'call_ease', 'overall_satisfaction'];
export const NOTES = 20;

const scores = (ratings: Rating[]): { question: string; given: number }[] =>
  QUESTIONS.map((question, i) => {
    const points = ratings.map((rating) => rating.points[i] ?? 0);
    const sum = points.reduce((all, each) => all + each, 0);
    const row: Record<string, unknown> = {
      average: points.length > 0 ? rounded(sum / points.length) : null,
    };
    for (const n of [1, 2, 3, 4, 5]) row[`points_${n}`] = points.filter((each) => each === n).length;
    return { ...row, question, given: points.length };
  });

/** Notes on the calls that were made last. Those of one quarter-hour may be told in any order. */
export function recountNotes(calls: Made[]): { quarter: number; note: Record<string, unknown> }[] {
  const noted = calls.flatMap(({ id, at, rating }) => {
    if (!rating?.notes) return [];
    const satisfaction = rating.points[4];
    const note = {
      call_id: id,
      created_at: new Date(rating.at),
      overall_satisfaction: satisfaction,
      notes: rating.notes,
    };
    return [{ quarter: Math.floor(at / 900_000), note }];
  });
  return noted.sort((a, b) => b.quarter - a.quarter);
}

export function recountFeedback(calls: Made[], days: Days): object {
  const rated = calls.flatMap(({ at, rating }) => (rating ? [{ day: dayOf(at, days) ?? '', rating }] : []));
  const byDay = [...grouped(rated, ({ day }) => day)].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    given: rated.length,
    all: scores(rated.map(({ rating }) => rating)),
    rows: byDay.flatMap(([day, some]) =>
      scores(some.map(({ rating }) => rating)).map((row) => ({ day, ...row })),
    ),
    notes: recountNotes(calls),
  };
}
