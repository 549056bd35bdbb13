import type { Metered } from './command-meter.js';

/** What one call costs the database, its callbacks included. */
export interface Load {
  operations: number;
  examined: number;
}

const total = (metered: Metered[], kind: string): number =>
  metered.reduce((sum, { commands }) => sum + (commands[kind] ?? 0), 0);

/** The mean of the samples of all instances since they started. */
const examinedBy = (metered: Metered[], kind: string): number => {
  const sampled = metered.flatMap(({ examined }) => examined[kind] ?? []);
  const samples = sampled.reduce((sum, each) => sum + each.samples, 0);
  return samples === 0 ? 0 : sampled.reduce((sum, each) => sum + each.documents, 0) / samples;
};

/** The cost of each of so many calls that were dialled between two readings. */
export function loadBetween(before: Metered[], after: Metered[], calls: number): Load {
  const kinds = new Set(after.flatMap(({ commands }) => Object.keys(commands)));
  let operations = 0;
  let examined = 0;
  for (const kind of kinds) {
    const count = total(after, kind) - total(before, kind);
    operations += count;
    examined += count * examinedBy(after, kind);
  }
  if (process.env.DEBUG_LOAD)
    for (const kind of kinds)
      console.log(
        kind,
        ((total(after, kind) - total(before, kind)) / calls).toFixed(2),
        examinedBy(after, kind).toFixed(1),
      );
  return { operations: operations / calls, examined: examined / calls };
}
