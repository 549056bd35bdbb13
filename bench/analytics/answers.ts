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

type Ask = (analytics: AnalyticsService, span: DaySpan) => Promise<object>;

/** What each route answers. */
const ROUTES: Record<string, Ask> = {
  calls: async (analytics, span) => toCallsResults(span, await analytics.read(span, CALLS_GROUPS)),
  answers: async (analytics, span) => toAnswersResults(span, await analytics.read(span, ANSWERS_GROUPS)),
  attempts: async (analytics, span) => toAttemptsResults(span, await analytics.read(span, ATTEMPTS_GROUPS)),
  durations: async (analytics, span) =>
    toDurationsResults(span, await analytics.read(span, DURATIONS_GROUPS)),
  failures: async (analytics, span) => toFailuresResults(span, await analytics.read(span, FAILURES_GROUPS)),
  cost: async (analytics, span) => toCostResults(span, await analytics.read(span, COST_GROUPS)),
  feedback: async (analytics, span) => {
    const found = await analytics.read(span, FEEDBACK_GROUPS);
    return toFeedbackResults(span, found, await analytics.latestNotes(found));
  },
};

/** All answers for these days, and how long each took, in milliseconds. */
export async function askAll(
  analytics: AnalyticsService,
  span: DaySpan,
): Promise<{ answers: Record<string, object>; times: Record<string, number> }> {
  const answers: Record<string, object> = {};
  const times: Record<string, number> = {};
  for (const [name, ask] of Object.entries(ROUTES)) {
    const from = performance.now();
    answers[name] = await ask(analytics, span);
    times[name] = Math.round(performance.now() - from);
  }
  return { answers, times };
}
