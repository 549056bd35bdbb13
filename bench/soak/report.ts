import { median } from '../http/median.js';
import type { Minute } from './measure.js';

/** The most that each may be at the end, beside the start. The time to an answer depends on what else the machine does. */
const MOST = { resident: 1.25, heap: 1.25, p99: 2 };
const MOST_FAILED = 0.001;
/** Minutes that are put together, at most. */
const WINDOW = 3;

type Field = keyof typeof MOST;

const FIELDS: [field: Field, name: string, unit: (value: number) => string][] = [
  ['resident', 'memory of the process, MB', (bytes) => (bytes / 1_048_576).toFixed(0)],
  ['heap', 'heap that stays in use, MB', (bytes) => (bytes / 1_048_576).toFixed(1)],
  ['p99', 'p99, ms', (ms) => ms.toFixed(0)],
];

export interface SoakReport {
  lines: string[];
  isKept: boolean;
}

/** The first minutes but one, in which the process still grows to its size, beside the last. */
export const reportOf = (minutes: Minute[]): SoakReport => {
  const size = Math.min(WINDOW, Math.max(1, Math.floor((minutes.length - 1) / 2)));
  const [start, end] = [minutes.slice(1, 1 + size), minutes.slice(-size)];
  const of = (part: Minute[], field: Field): number => median(part.map((minute) => minute[field]));
  const ratios = FIELDS.map(([field]) => of(end, field) / of(start, field));
  const sent = minutes.reduce((sum, minute) => sum + minute.sent, 0);
  const failed = minutes.reduce((sum, minute) => sum + minute.failed, 0);
  const broken = FIELDS.filter(([field], i) => !((ratios[i] ?? NaN) <= MOST[field])).map(([, name]) => name);
  if (failed > sent * MOST_FAILED) broken.push('requests without an answer');
  const isKept = broken.length === 0;
  return {
    lines: [
      `${minutes.length} minutes at ${minutes[0]?.rate.toFixed(0)} webhooks/s; ${sent} sent, ${failed} not answered with 2xx.`,
      '',
      `|  | minutes 2 to ${1 + size} | the last ${size} | ratio | at most |`,
      '| --- | ---: | ---: | ---: | ---: |',
      ...FIELDS.map(
        ([field, name, unit], i) =>
          `| ${name} | ${unit(of(start, field))} | ${unit(of(end, field))} | ${ratios[i]?.toFixed(2)} | ${MOST[field]} |`,
      ),
      '',
      `bench:soak: ${isKept ? 'PASS' : `FAIL ${broken.join(', ')}`}`,
    ],
    isKept,
  };
};
