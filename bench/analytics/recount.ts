import { DateTime } from 'luxon';
import type { Made } from './calls.js';
import { recountFeedback } from './recount-feedback.js';
import { grouped } from '../../prove/grouped.js';
import { bump, type Counts, dayOf, type Days, rounded } from './tally.js';

const EDGES = [0, 10, 30, 60, 120, 300, 600, 1800];
const ENDS = ['completed', 'failed', 'no-answer', 'busy', 'canceled'];
const STATUSES = ['queued', 'initiated', 'ringing', 'in-progress', ...ENDS];
const isEnd = (status: string): boolean => ENDS.includes(status);
const isAnswer = (status: string): boolean => status === 'completed' || status === 'in-progress';

/** Every answer for these days, by plain loops over the calls as they truly were: nothing here is Atlas's. */
export function recount(all: Made[], from: string, to: string, zone: string): Record<string, object> {
  const days: Days = { from, to, zone };
  const calls = all.filter(({ at }) => dayOf(at, days) !== null);
  const first = DateTime.fromISO(from, { zone });
  const end = DateTime.fromISO(to, { zone }).plus({ days: 1 });
  const span = { from, to, time_zone: zone, since: first.toJSDate(), until: end.toJSDate() };
  const answers: Record<string, object> = {
    calls: recountCalls(calls, days, Math.round(end.diff(first, 'days').days)),
    answers: recountAnswers(all, days),
    attempts: { rows: recountAttempts(calls) },
    durations: recountDurations(calls),
    failures: recountFailures(calls),
    cost: recountCost(calls, days),
    feedback: recountFeedback(calls, days),
  };
  return Object.fromEntries(Object.entries(answers).map(([name, each]) => [name, { ...span, ...each }]));
}

function recountCalls(calls: Made[], days: Days, count: number): object {
  const outcomes = (some: Made[]): object => ({
    total: some.length,
    ...Object.fromEntries(
      STATUSES.map((each) => [each, some.filter(({ status }) => status === each).length]),
    ),
  });
  const byDay = grouped(calls, ({ at }) => dayOf(at, days) ?? '');
  const names = Array.from(
    { length: count },
    (_, i) => DateTime.fromISO(days.from).plus({ days: i }).toISODate() ?? '',
  );
  return { all: outcomes(calls), rows: names.map((day) => ({ day, ...outcomes(byDay.get(day) ?? []) })) };
}

function recountAnswers(all: Made[], days: Days): object {
  const hours: { answered: number; unanswered: number; open: number }[] = [];
  const sum = { answered: 0, unanswered: 0, open: 0 };
  for (const { dials } of all) {
    const [dial] = dials;
    if (!dial || dayOf(dial.at, days) === null) continue;
    const clock = DateTime.fromMillis(dial.at, { zone: days.zone });
    const hour = (hours[clock.weekday * 24 + clock.hour] ??= { answered: 0, unanswered: 0, open: 0 });
    const ended = isEnd(dial.status) ? 'unanswered' : 'open';
    const result = isAnswer(dial.status) ? 'answered' : ended;
    hour[result] += 1;
    sum[result] += 1;
  }
  const told = ({ answered, unanswered, open }: typeof sum) => ({
    dialled: answered + unanswered + open,
    rate: answered + unanswered > 0 ? rounded(answered / (answered + unanswered)) : null,
  });
  const rows: object[] = [];
  // What has no dial is a hole in the list, which is left out.
  hours.forEach((hour, i) => {
    rows.push({ weekday: Math.floor(i / 24), hour: i % 24, ...hour, ...told(hour) });
  });
  return { ...told(sum), rows };
}

function recountAttempts(calls: Made[]): object[] {
  const [answered, unanswered]: [Counts, Counts] = [new Map(), new Map()];
  let open = 0;
  for (const { dials, status } of calls) {
    const n = dials.findIndex((dial) => isAnswer(dial.status)) + 1;
    if (n > 0) bump(answered, n);
    else if (isEnd(status)) bump(unanswered, dials.length);
    else open += 1;
  }
  const rows = (result: string, counts: Counts): object[] =>
    [...counts]
      .sort(([a], [b]) => Number(a) - Number(b))
      .map(([attempts, n]) => ({ result, attempts, calls: n }));
  return [
    ...rows('answered', answered),
    ...rows('unanswered', unanswered),
    ...(open > 0 ? [{ result: 'open', attempts: null, calls: open }] : []),
  ];
}

function recountDurations(calls: Made[]): object {
  const lengths = calls.flatMap(({ dials }) => {
    const last = dials.filter(({ status }) => isAnswer(status)).at(-1);
    return last ? [last.seconds] : [];
  });
  const known = lengths.filter((each) => each !== null);
  const total = known.reduce((sum, each) => sum + each, 0);
  const rows = EDGES.map((from, i) => {
    const until = EDGES[i + 1] ?? Infinity;
    const within = known.filter((each) => each >= from && each < until).length;
    return { from_seconds: from, until_seconds: until === Infinity ? null : until, calls: within };
  });
  const unknown = { from_seconds: null, until_seconds: null, calls: lengths.length - known.length };
  const average = known.length > 0 ? rounded(total / known.length) : null;
  return { calls: known.length, total_seconds: total, average_seconds: average, rows: [...rows, unknown] };
}

/** Of a call that has ended without being completed. */
function whyFailed({ dials, status, ended }: Made): string {
  const code = dials.at(-1)?.code;
  if (ended) return ended;
  if (code && 'reason' in code) return code.reason;
  if (code && 'error' in code) return String(code.error);
  // 200 says no more than that it did not come about.
  return code && 'sip' in code && code.sip !== 200 ? `sip-${code.sip}` : `status-${status}`;
}

function recountFailures(calls: Made[]): object {
  const failed = calls.filter(({ status }) => isEnd(status) && status !== 'completed');
  const reasons: Counts = new Map();
  for (const call of failed) bump(reasons, whyFailed(call));
  const rows = [...reasons].map(([reason, n]) => ({ reason: String(reason), calls: n }));
  rows.sort((a, b) => b.calls - a.calls || (a.reason < b.reason ? -1 : 1));
  return { calls: failed.length, rows };
}

const decimal = (millionths: number): string => (millionths / 1_000_000).toFixed(6).replace(/\.?0+$/, '');

function recountCost(calls: Made[], days: Days): object {
  const costs = (some: Made[]) => {
    const sums = new Map<string, { millionths: number; calls: Set<string> }>();
    for (const { id, dials } of some) {
      for (const { cost } of dials) {
        if (!cost) continue;
        const sum = sums.get(cost.currency) ?? { millionths: 0, calls: new Set() };
        sums.set(cost.currency, { millionths: sum.millionths + cost.millionths, calls: sum.calls.add(id) });
      }
    }
    return [...sums]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([currency, sum]) => ({ currency, cost: decimal(sum.millionths), calls: sum.calls.size }));
  };
  const unpriced = calls.filter(({ dials }) => dials.some(({ status, cost }) => isEnd(status) && !cost));
  const byDay = [...grouped(calls, ({ at }) => dayOf(at, days) ?? '')].sort(([a], [b]) => (a < b ? -1 : 1));
  const rows = byDay.flatMap(([day, some]) => costs(some).map((cost) => ({ day, ...cost })));
  return { all: costs(calls), unpriced: { calls: unpriced.length }, rows };
}
