import type { Schema } from '../api/client.js';

const count = new Intl.NumberFormat();
const percent = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 });
const points = new Intl.NumberFormat(undefined, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' });
const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'short', timeZone: 'UTC' });

/** The 1st of January 2024 was a Monday. */
const weekdayOf = (n: number): string => weekday.format(new Date(Date.UTC(2024, 0, n)));

const lengthOf = (seconds: number): string => (seconds < 60 ? `${seconds} s` : `${seconds / 60} min`);

const attemptsOf = ({ result, attempts }: Schema<'Attempts'>): string => {
  if (result === 'answered') return `Answered at attempt ${attempts}`;
  if (result === 'open') return 'Not ended yet';
  if (attempts === 0) return 'Ended before it was dialled';
  return attempts === 1 ? 'Not answered at its one attempt' : `Not answered in ${attempts} attempts`;
};

const durationOf = ({ from_seconds: from, until_seconds: until }: Schema<'Duration'>): string => {
  if (from === null) return 'Not known (yet)';
  return until === null ? `${lengthOf(from)} and longer` : `${lengthOf(from)} to ${lengthOf(until)}`;
};

export const resultsWords = {
  title: 'Results',
  lead: 'What became of the calls. The numbers follow the calls by a second or two; each leads to the calls behind it.',
  fields: { from: 'First day', to: 'Last day', zone: 'Time zone' },
  show: 'Show',
  last: (days: number): string => `Last ${days} days`,
  presets: 'Often asked for',
  csv: 'CSV',
  csvOf: (what: string): string => `${what} as CSV`,
  asTable: 'As a table',
  noPrice: 'no price',
  noFeedback: 'no feedback',
  noCalls: 'No calls in these days.',
  noneAnswered: 'No answered calls in these days.',
  noneDialled: 'Nothing was dialled in these days.',
  noneFailed: 'No call failed in these days.',
  noneRated: 'No feedback on the calls of these days.',
  noneNoted: 'Nobody left a note.',
  nonePriced: 'No prices of the calls of these days are known.',
  panels: {
    calls: 'Calls by day and outcome',
    answers: 'When calls are answered',
    attempts: 'Attempts until answered',
    durations: 'How long calls are',
    failures: 'Why calls were not completed',
    cost: 'Cost',
    feedback: 'Feedback',
  },
  columns: {
    day: 'Day',
    total: 'All',
    hour: 'Hour',
    attempts: 'Attempts',
    duration: 'Duration',
    reason: 'Reason',
    calls: 'Calls',
    cost: 'Cost',
    question: 'Question',
    given: 'Answers',
    average: 'Average',
  },
  questions: {
    call_quality: 'Call quality',
    agent_helpfulness: 'Helpfulness',
    resolution: 'Resolution',
    call_ease: 'Ease of the call',
    overall_satisfaction: 'Overall satisfaction',
  } as Record<string, string>,
  answersLead: (rate: string, dialled: string): string =>
    `Of ${dialled} first dials ${rate} were answered, of those that have ended. Each call counts once, in the hour in which it was first dialled.`,
  cell: (answered: number, ended: number, dialled: number): string =>
    `${count.format(answered)} of ${count.format(ended)} answered; ${count.format(dialled)} dialled`,
  durationsLead: (average: string, calls: string): string =>
    `${average} on average, over ${calls} answered calls whose duration is known.`,
  seconds: (seconds: number): string => `${points.format(seconds)} s`,
  unpriced: 'Ended calls without a price yet:',
  averageOf: (what: string): string => `${what}: average by day`,
  notes: 'Latest notes',
  toCall: 'The call',
  pointsOf: (n: number): string => (n === 1 ? '1 point' : `${n} points`),
  count: (n: number): string => count.format(n),
  percent: (rate: number | null): string => (rate === null ? '–' : percent.format(rate)),
  average: (value: number | null): string => (value === null ? '–' : points.format(value)),
  day: (iso: string): string => day.format(new Date(`${iso}T00:00:00Z`)),
  weekday: weekdayOf,
  hour: (hour: number): string => `${String(hour).padStart(2, '0')}:00`,
  attemptsOf,
  durationOf,
  money: (amount: string, currency: string): string => `${amount} ${currency}`,
} as const;
