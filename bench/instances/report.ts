import { median } from '../http/median.js';
import type { InstancesCost } from './measure.js';

/** The most that a webhook may cost all instances, beside one. */
export const MOST = 1.1;

type Numbers = {
  [Key in keyof InstancesCost]: InstancesCost[Key] extends number ? Key : never;
}[keyof InstancesCost];

const medianOf = (costs: InstancesCost[], instances: number, field: Numbers): number =>
  median(costs.filter((cost) => cost.instances === instances).map((cost) => cost[field]));

/** What a webhook costs so many instances, beside what it costs one. */
export const ratioOf = (costs: InstancesCost[], instances: number): number =>
  medianOf(costs, instances, 'cpu') / medianOf(costs, 1, 'cpu');

export const tableOf = (costs: InstancesCost[], numbers: number[]): string[] => [
  '| instances | CPU for each webhook, ms | beside one | webhooks/s | p50, ms | p99, ms | not answered | highest, webhooks/s |',
  '| --------: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
  ...numbers.map((instances) => {
    const shown = (field: Numbers, digits = 0): string => medianOf(costs, instances, field).toFixed(digits);
    const failed = costs.reduce((sum, cost) => sum + (cost.instances === instances ? cost.failed : 0), 0);
    return `| ${[
      instances,
      shown('cpu', 2),
      ratioOf(costs, instances).toFixed(2),
      shown('rate'),
      shown('p50'),
      shown('p99'),
      failed,
      shown('highest'),
    ].join(' | ')} |`;
  }),
];
