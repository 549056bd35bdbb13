import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Metrics } from './metrics.registry.js';
import { parseExposition } from './testing/parse-exposition.js';

interface Dashboard {
  panels: { title: string; targets?: { expr: string }[] }[];
  templating: { list: { name: string; query: string | { query: string } }[] };
}

const dashboard = JSON.parse(readFileSync('docs/grafana/atlas.json', 'utf8')) as Dashboard;
const queries = [
  ...dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)),
  ...dashboard.templating.list
    .map(({ query }) => (typeof query === 'string' ? '' : query.query))
    .filter((query) => query !== ''),
];

/** Every name in a query that may be a metric's, and those of labels by metric. */
const namesIn = (query: string): string[] => query.match(/\b(?:atlas|process|nodejs)_\w+/g) ?? [];
const labelsIn = (query: string): string[] => [
  ...[...query.matchAll(/by \(([^)]*)\)/g)].flatMap(([, names = '']) => names.split(', ')),
  ...[...query.matchAll(/(\w+)(?:=~|!=|=)"/g)].map(([, name = '']) => name),
];
/** Prometheus gives these itself. */
const GIVEN = new Set(['le', 'job', 'instance']);

/** Each metric with one sample at least, so that its labels are seen. */
const filled = (): Metrics => {
  const metrics = new Metrics();
  metrics.requests.observe({ route: '/users/:user_id', method: 'GET', status: '2xx' }, 0.2);
  metrics.requests.observe({ route: 'other', method: 'GET', status: '4xx' }, 99);
  metrics.webhooks.inc({ kind: 'status', result: 'refused', reason: 'token' });
  metrics.callsEnded.inc({ outcome: 'completed' });
  metrics.lateness.observe(0.3);
  metrics.twilio.observe({ operation: 'place-call', outcome: 'ok' }, 0.2);
  metrics.dispatchState.set({ state: 'running' }, 1);
  return metrics;
};

describe('metrics', () => {
  it('are told in the format of Prometheus, those of the process among them', async () => {
    const metrics = filled();
    expect(metrics.contentType).toBe('text/plain; version=0.0.4; charset=utf-8');
    const families = parseExposition(await metrics.text());
    expect(families.get('atlas_webhooks_total')).toMatchObject({
      type: 'counter',
      samples: [{ labels: { kind: 'status', result: 'refused', reason: 'token' }, value: 1 }],
    });
    for (const name of ['process_cpu_seconds_total', 'nodejs_eventloop_lag_p99_seconds'])
      expect(families.get(name)?.samples).toHaveLength(1);
    expect([...families.values()].filter(({ help }) => help.length < 5)).toEqual([]);
    expect(parseExposition(await metrics.text()).size).toBe(families.size);
  });

  it('are those that the dashboard asks for, by labels that they have', async () => {
    const families = parseExposition(await filled().text());
    const labels = new Map<string, Set<string>>();
    for (const { samples } of families.values())
      for (const each of samples) labels.set(each.name, new Set(Object.keys(each.labels)));
    expect(queries.length).toBeGreaterThan(20);
    expect(queries.filter((query) => namesIn(query).length === 0)).toEqual([]);
    expect(queries.flatMap(namesIn).filter((name) => !labels.has(name))).toEqual([]);
    const missing = queries.flatMap((query) =>
      labelsIn(query)
        .filter((label) => !GIVEN.has(label))
        .filter((label) => !namesIn(query).every((name) => labels.get(name)?.has(label)))
        .map((label) => `${label} in ${query}`),
    );
    expect(missing).toEqual([]);
    const shown = new Set(queries.flatMap(namesIn).map((name) => name.replace(/_(?:bucket|count|sum)$/, '')));
    const own = [...families.keys()].filter((name) => name.startsWith('atlas_'));
    expect(own.filter((name) => !shown.has(name))).toEqual([]);
  });

  it.each([
    'a 1\n',
    '# HELP a x\n# TYPE a counter\na{b="1"} x\n',
    '# HELP a x\n# TYPE a counter\na 1\na 2\n',
    '# HELP a x\n# TYPE a counter\na{b="1} 2\n',
    '# HELP a x\n# TYPE a sort\na 1\n',
    '# HELP a x\n# TYPE a histogram\na_bucket{le="1"} 2\na_bucket{le="+Inf"} 1\na_sum 1\na_count 1\n',
    '# HELP a x\n# TYPE a counter\na 1',
  ])('would be seen to be wrong: %j', (text) => {
    expect(() => parseExposition(text)).toThrow(/^(No|Twice|The|a)/);
  });
});
