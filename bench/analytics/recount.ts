import { DateTime } from 'luxon';
import type { Made } from './calls.js';

/** Numbers by their names, counted by hand: nothing here is Atlas's. */
export type Numbers = Record<string, number>;

const EDGES = [0, 10, 30, 60, 120, 300, 600, 1800];

/** Every number of every answer for these days, by plain loops over the calls. */
export function recount(calls: Made[], from: string, to: string, zone: string): Numbers {
  const numbers: Numbers = {};
  const add = (name: string, count = 1): void => {
    numbers[name] = (numbers[name] ?? 0) + count;
  };
  for (const call of calls) {
    const dial = DateTime.fromMillis(call.dials[0] ?? 0, { zone });
    const dialDay = dial.toISODate() ?? '';
    if (dialDay >= from && dialDay <= to) {
      const isAnswered = call.dials.length === 1 && call.end === 'completed';
      add(`answers ${dial.weekday} ${dial.hour} ${isAnswered ? 'answered' : 'unanswered'}`);
    }
    const day = DateTime.fromMillis(call.at, { zone }).toISODate() ?? '';
    if (day < from || day > to) continue;
    add(`calls ${day} ${call.end}`);
    add(`attempts ${call.end === 'completed' ? 'answered' : 'unanswered'} ${call.dials.length}`);
    if (call.seconds !== null) {
      const { seconds } = call;
      const bucket = Math.max(...EDGES.filter((edge) => seconds >= edge));
      add(`durations ${bucket}`);
      add('durations total', call.seconds);
    }
    if (call.end !== 'completed') add(`failures status-${call.end}`);
    if (call.millionths !== null) {
      add(`cost ${day} calls`);
      add(`cost ${day} millionths`, call.millionths);
    }
    if (call.points !== null) {
      add(`feedback ${day} call_quality ${call.points}`);
      add(`feedback ${day} resolution 4`);
    }
  }
  return numbers;
}
