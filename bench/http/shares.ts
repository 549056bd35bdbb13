/** What of a profile is read here. Source: the Profiler domain of the Chrome DevTools Protocol. */
export interface Profile {
  nodes: { id: number; callFrame: { functionName: string; url: string }; children?: number[] }[];
  /** Ids of nodes. */
  samples: number[];
  /** Microseconds before each sample. */
  timeDeltas: number[];
}

/** What the samples of a process are sorted by, as columns of a table. */
export const GROUPS = [
  'driver, BSON',
  'sockets',
  'HTTP, streams',
  'Nest, Express',
  'promises',
  'Atlas or peer',
  'crypto',
  'log',
  'validation',
  'garbage',
  'other',
] as const;
export type Group = (typeof GROUPS)[number];

/** Microseconds of each group. */
export type Shares = Record<Group, number>;

/** By the package, the module of Node, or the function of the engine itself that a frame begins with. */
const BEGINNINGS: [Group, RegExp][] = [
  ['garbage', /^\(garbage/],
  ['sockets', /^(native:(write|readStart|shutdown)|node:(net|internal\/stream_base_commons)$)/],
  ['driver, BSON', /^(mongodb|bson|mongoose|kareem|mquery)/],
  ['promises', /^(native:(runMicrotasks|Promise|then)|node:(internal\/)?(async_hooks|process|promise))/],
  ['crypto', /^(native:(update|digest|Hmac|Hash|timingSafe)|node:(internal\/)?crypto|twilio$)/],
  ['HTTP, streams', /^node:/],
  [
    'Nest, Express',
    /^(@nestjs|express|router|rxjs|helmet|body-parser|raw-body|on-finished|path-to-regexp|finalhandler|qs|iconv-lite|reflect-metadata|bytes|content-type|type-is|media-typer|accepts|vary|send|parseurl|depd|debug|ms|encodeurl|http-errors|proxy-addr|forwarded)/,
  ],
  ['log', /^(pino|sonic-boom|quick-format|fast-|own:common\/logging)/],
  ['validation', /^(class-validator|class-transformer|validator|libphonenumber|own:common\/validat)/],
  ['crypto', /^own:twilio\/.*sign/],
  ['Atlas or peer', /^own:/],
];

/** Idle time is nobody's, nor is what starts the samples. */
const isNobodys = (name: string): boolean => /^(\((idle|root)\)|native:dispatch$)/.test(name);

const nameOf = ({ functionName, url }: Profile['nodes'][number]['callFrame']): string => {
  if (functionName.startsWith('(')) return functionName;
  const [, inPackages] = url.split(/.*node_modules\//);
  if (inPackages !== undefined) return inPackages.split('/', inPackages.startsWith('@') ? 2 : 1).join('/');
  if (url.startsWith('node:')) return url;
  return url === '' ? `native:${functionName}` : `own:${url.replace(/^.*\/dist[^/]*\/(src\/|bench\/)?/, '')}`;
};

const groupOf = (name: string): Group | undefined =>
  BEGINNINGS.find(([, pattern]) => pattern.test(name))?.[0];

/** Sorts what a process did; what the engine itself does belongs to its caller where it has no group of its own. */
export function sharesOf({ nodes, samples, timeDeltas }: Profile): Shares {
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  const groups = new Map<number, Group>();
  const find = (id: number): Group => {
    const name = names.get(id) ?? '';
    const parent = parents.get(id);
    return groupOf(name) ?? (name.startsWith('native:') && parent !== undefined ? find(parent) : 'other');
  };
  const shares = Object.fromEntries(GROUPS.map((group) => [group, 0])) as Shares;
  samples.forEach((id, n) => {
    if (isNobodys(names.get(id) ?? '')) return;
    const group = groups.get(id) ?? find(id);
    groups.set(id, group);
    shares[group] += timeDeltas[n] ?? 0;
  });
  return shares;
}
