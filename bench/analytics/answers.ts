import { AnalyticsService } from '../../src/analytics/analytics.service.js';
import { CALLS_GROUPS, toCallsResults } from '../../src/analytics/calls-results.mapper.js';
import { COST_GROUPS, toCostResults } from '../../src/analytics/cost-results.mapper.js';
import {
  ANSWERS_GROUPS,
  ATTEMPTS_GROUPS,
  DURATIONS_GROUPS,
  toAnswersResults,
  toAttemptsResults,
  toDurationsResults,
} from '../../src/analytics/dials-results.mapper.js';
import { FAILURES_GROUPS, toFailuresResults } from '../../src/analytics/failures-results.mapper.js';
import { FEEDBACK_GROUPS, toFeedbackResults } from '../../src/analytics/feedback-results.mapper.js';
import type { DaySpan } from '../../src/common/quarter-hours.js';
import type { End } from './calls.js';
import type { Numbers } from './recount.js';

const ENDS: End[] = ['canceled', 'failed', 'no-answer', 'busy', 'completed'];

type Found = [name: string, count: number][];

/** The numbers that each route answers, by the names that the recount gives them. */
const ROUTES: Record<string, (analytics: AnalyticsService, span: DaySpan) => Promise<Found>> = {
  calls: async (analytics, span) => {
    const { rows } = toCallsResults(span, await analytics.read(span, CALLS_GROUPS));
    return rows.flatMap((row) => ENDS.map((end): Found[0] => [`calls ${row.day} ${end}`, row[end]]));
  },
  answers: async (analytics, span) => {
    const { rows } = toAnswersResults(span, await analytics.read(span, ANSWERS_GROUPS));
    return rows.flatMap(({ weekday, hour, answered, unanswered }): Found => [
      [`answers ${weekday} ${hour} answered`, answered],
      [`answers ${weekday} ${hour} unanswered`, unanswered],
    ]);
  },
  attempts: async (analytics, span) => {
    const { rows } = toAttemptsResults(span, await analytics.read(span, ATTEMPTS_GROUPS));
    return rows.map(({ result, attempts, calls }) => [`attempts ${result} ${attempts}`, calls]);
  },
  durations: async (analytics, span) => {
    const found = toDurationsResults(span, await analytics.read(span, DURATIONS_GROUPS));
    return [
      ...found.rows.map(({ from_seconds: from, calls }): Found[0] => [`durations ${from}`, calls]),
      ['durations total', found.total_seconds],
    ];
  },
  failures: async (analytics, span) => {
    const { rows } = toFailuresResults(span, await analytics.read(span, FAILURES_GROUPS));
    return rows.map(({ reason, calls }) => [`failures ${reason}`, calls]);
  },
  cost: async (analytics, span) => {
    const { rows } = toCostResults(span, await analytics.read(span, COST_GROUPS));
    return rows.flatMap(({ day, cost, calls }): Found => [
      [`cost ${day} calls`, calls],
      [`cost ${day} millionths`, Math.round(Number(cost) * 1_000_000)],
    ]);
  },
  feedback: async (analytics, span) => {
    const found = await analytics.read(span, FEEDBACK_GROUPS);
    const { rows } = toFeedbackResults(span, found, await analytics.latestNotes(found));
    return rows
      .filter(({ question }) => question === 'call_quality' || question === 'resolution')
      .flatMap((row) =>
        ([1, 2, 3, 4, 5] as const).map((n): Found[0] => [
          `feedback ${row.day} ${row.question} ${n}`,
          row[`points_${n}`],
        ]),
      );
  },
};

/** All answers for these days, and how long each took, in milliseconds. */
export async function askAll(
  analytics: AnalyticsService,
  span: DaySpan,
): Promise<{ numbers: Numbers; times: Record<string, number> }> {
  const numbers: Numbers = {};
  const times: Record<string, number> = {};
  for (const [name, ask] of Object.entries(ROUTES)) {
    const from = performance.now();
    for (const [key, count] of await ask(analytics, span)) if (count !== 0) numbers[key] = count;
    times[name] = Math.round(performance.now() - from);
  }
  return { numbers, times };
}
