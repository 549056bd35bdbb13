import type { Document } from 'mongodb';
import type { Connection } from 'mongoose';
import { COUNTED, type Metered } from './command-meter.js';

/** What one call costs the database, its callbacks included. */
export interface Load {
  operations: number;
  examined: number;
}

/** How much the database was asked so far: by all, in commands; by one instance, in detail. */
export interface Reading {
  commands: number;
  metered: Record<string, Metered>;
}

/** The commands that the server has served since it started, the bench's own few among them. */
export async function countCommands({ db }: Connection): Promise<number> {
  const status = (await db?.admin().command({ serverStatus: 1 })) as Document;
  const { commands } = (status.metrics ?? {}) as { commands?: Record<string, { total: number }> };
  if (commands) return [...COUNTED].reduce((sum, name) => sum + Number(commands[name]?.total ?? 0), 0);
  const { insert, query, update } = status.opcounters as Record<string, number>;
  return Number(query) + Number(update) + Number(insert);
}

/** Documents that one command of the metered instance looks at, in the mean between two readings. */
const examinedByOne = (before: Reading, after: Reading): number => {
  let commands = 0;
  let documents = 0;
  for (const [kind, metered] of Object.entries(after.metered)) {
    const count = metered.commands - (before.metered[kind]?.commands ?? 0);
    commands += count;
    documents += metered.samples === 0 ? 0 : (count * metered.documents) / metered.samples;
  }
  return commands === 0 ? 0 : documents / commands;
};

/** The cost of each of so many calls that were dialled between two readings. */
export function loadBetween(before: Reading, after: Reading, calls: number): Load {
  const operations = (after.commands - before.commands) / calls;
  return { operations, examined: operations * examinedByOne(before, after) };
}
