import type { Document } from 'mongodb';
import type { Connection } from 'mongoose';
import { COUNTED, type Metered } from './command-meter.js';

/** What one call costs the database, its callbacks included. */
export interface Load {
  operations: number;
  examined: number;
}

/** The commands that the server has served since it started, the bench's own few among them. */
export async function countCommands({ db }: Connection): Promise<number> {
  const status = (await db?.admin().command({ serverStatus: 1 })) as Document;
  const { commands } = (status.metrics ?? {}) as { commands?: Record<string, { total: number }> };
  if (commands) return [...COUNTED].reduce((sum, name) => sum + Number(commands[name]?.total ?? 0), 0);
  const { insert, query, update } = status.opcounters as Record<string, number>;
  return Number(query) + Number(update) + Number(insert);
}

/** Documents that one command of the metered instance looks at, in the mean of the kinds that were explained. */
export function examinedByOne(metered: Record<string, Metered>): number {
  let commands = 0;
  let documents = 0;
  for (const kind of Object.values(metered).filter(({ samples }) => samples > 0)) {
    commands += kind.commands;
    documents += (kind.commands * kind.documents) / kind.samples;
  }
  return commands === 0 ? 0 : documents / commands;
}
