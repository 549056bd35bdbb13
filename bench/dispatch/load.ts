import { BSON, type Document } from 'mongodb';
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

/** What all instances have metered, the most frequent kind first; its query is that of who had the most of them. */
export function addUp(metered: Metered[]): Metered[] {
  const sums = new Map<string, Metered>();
  for (const each of metered.toSorted((a, b) => b.commands - a.commands)) {
    const sum = sums.get(each.kind);
    if (!sum) sums.set(each.kind, { ...each });
    else for (const what of ['commands', 'ms', 'queries'] as const) sum[what] += each[what];
  }
  return [...sums.values()].sort((a, b) => b.commands - a.commands);
}

/** How many documents a query looks at that was metered. */
export async function examinedBy({ db }: Connection, query: string): Promise<number> {
  const explain = BSON.EJSON.parse(query) as Document;
  const told = await db?.command({ explain, verbosity: 'executionStats' });
  // What is aggregated is told of as the cursor that it reads.
  const { executionStats = told?.stages?.[0]?.$cursor?.executionStats } = told ?? {};
  return Number(executionStats?.totalDocsExamined ?? 0);
}
