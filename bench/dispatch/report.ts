import type { Measured, Scenario } from './scenario.js';

/** A scenario, and what it has measured. */
export interface Outcome extends Measured {
  scenario: Scenario;
}

/** The table, for people and for Markdown alike. */
export function tableOf({ head, rows }: Measured): string {
  const lines = [head, ...rows];
  const widths = head.map((_, i) => Math.max(...lines.map((line) => line[i]?.length ?? 0)));
  const line = (cells: string[]): string =>
    `| ${cells.map((cell, i) => cell.padStart(widths[i] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => `${'-'.repeat(width - 1)}:`).join(' | ')} |`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}

/** The line that says it all. */
export function verdictOf(outcomes: Outcome[]): string {
  const broken = outcomes.flatMap(({ breaches }) => breaches).length;
  const names = outcomes.map(({ scenario }) => scenario.name).join(',');
  return `bench:dispatch: ${broken === 0 ? 'PASS' : 'FAIL'} ${names} broken=${broken}`;
}

const INTRODUCTION = [
  '# How calls are dispatched',
  '',
  '`npm run bench:dispatch` measures deployments of Atlas at the arrival of their calls at the simulator, which holds nothing back.',
  'The bounds of every pace: at least 0.97 of the limit, never more than the limit and one call in any second, and no call twice.',
  'Where the simulator itself stood still for more than 20 ms, arrivals seem nearer to each other than they were: the table says so,',
  'and the requests count as they were written. From 100/s on Twilio is asked to tell of the end of each call alone. An operation is',
  'a command that the database serves, for callbacks too. Shares of the processor are percent of one core: the instance that leads,',
  'the other ones, the simulator, the database, the bench, and what ran elsewhere on the machine. Each row is a deployment of its own.',
];

/** All of it as a page. */
export const pageOf = (machine: string, outcomes: Outcome[]): string =>
  [
    ...INTRODUCTION,
    '',
    `Machine: ${machine}.`,
    '',
    ...outcomes.flatMap((outcome) => {
      const { title, says, name } = outcome.scenario;
      return [`## ${title}`, '', `${says} (\`--only ${name}\`)`, '', tableOf(outcome), ''];
    }),
    ...outcomes.flatMap(({ breaches }) => breaches.map((breach) => `    broken: ${breach}`)),
    `    ${verdictOf(outcomes)}`,
    '',
  ].join('\n');
