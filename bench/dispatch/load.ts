import type { Document } from 'mongodb';
import type { Connection } from 'mongoose';
import { COUNTED, type Metered } from './command-meter.js';

/** Commands by their name. */
export type Commands = Record<string, number>;

const statusOf = async ({ db }: Connection): Promise<Document> =>
  (await db?.admin().command({ serverStatus: 1 })) as Document;

/** The process of the database server. */
export const databasePid = async (connection: Connection): Promise<number> =>
  Number((await statusOf(connection)).pid);

/** The commands that the server has served since it started, the bench's own few among them. */
export async function countCommands(connection: Connection): Promise<Commands> {
  const { metrics = {}, opcounters } = await statusOf(connection);
  const { commands } = metrics as { commands?: Record<string, { total: number }> };
  if (!commands) return opcounters as Commands;
  return Object.fromEntries([...COUNTED].map((name) => [name, Number(commands[name]?.total ?? 0)]));
}

/** What was served between the two. */
export const servedBetween = (before: Commands, after: Commands): Commands =>
  Object.fromEntries(Object.entries(after).map(([name, count]) => [name, count - (before[name] ?? 0)]));

export const totalOf = (commands: Commands): number =>
  [...COUNTED, 'query'].reduce((sum, name) => sum + Number(commands[name] ?? 0), 0);

/** What all instances have metered, the most frequent kind first. */
export function addUp(metered: Metered[]): Metered[] {
  const sums = new Map<string, Metered>();
  for (const each of metered) {
    const sum = sums.get(each.kind) ?? { kind: each.kind, commands: 0, ms: 0, samples: 0, documents: 0 };
    sum.commands += each.commands;
    sum.ms += each.ms;
    sum.samples += each.samples;
    sum.documents += each.documents;
    sums.set(each.kind, sum);
  }
  return [...sums.values()].sort((a, b) => b.commands - a.commands);
}

/** Documents that one command looks at, in the mean of the kinds that were explained. */
export function examinedByOne(metered: Metered[]): number {
  let commands = 0;
  let documents = 0;
  for (const kind of metered.filter(({ samples }) => samples > 0)) {
    commands += kind.commands;
    documents += (kind.commands * kind.documents) / kind.samples;
  }
  return commands === 0 ? 0 : documents / commands;
}

/** One line for each kind: how many of them a call has, how long one takes, and how many documents it looks at. */
export function kindLines(metered: Metered[], operations: number): string[] {
  const all = metered.reduce((sum, { commands }) => sum + commands, 0);
  return metered.map(({ kind, commands, ms, samples, documents }) => {
    const examined = samples > 0 ? `${(documents / samples).toFixed(1)} documents` : 'not explained';
    return `    ${((commands / all) * operations).toFixed(2)} × ${kind}: ${(ms / commands).toFixed(0)} ms, ${examined}`;
  });
}
