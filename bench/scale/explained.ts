import type { CommandStartedEvent, Document } from 'mongodb';
import type { Connection } from 'mongoose';

/** What the server says that queries would look at. */
export interface Examined {
  keys: number;
  documents: number;
  /** Names of the indexes, in the order of their use. */
  indexes: string[];
  /** Whether one of them reads a collection as a whole. */
  scans: boolean;
}

/** The options of a command that `explain` takes, too. */
const READING = ['filter', 'sort', 'projection', 'skip', 'limit', 'pipeline', 'query'];

/** As commands that explain; a write as a find of what it changes. */
const explainable = ({ commandName, command }: CommandStartedEvent): Document[] => {
  const name = command[commandName] as string;
  const fields = Object.fromEntries(
    Object.entries(command as Document).filter(([key]) => READING.includes(key)),
  );
  switch (commandName) {
    case 'find':
      return [{ find: name, ...fields }];
    case 'aggregate':
      return [{ aggregate: name, ...fields, cursor: {} }];
    case 'count':
      return [{ count: name, ...fields }];
    case 'findAndModify':
      return [{ find: name, filter: command['query'] as Document }];
    case 'update':
      return (command['updates'] as { q: Document }[]).map(({ q }) => ({ find: name, filter: q }));
    default:
      return [];
  }
};

/** Every value under this name, however deep. */
const valuesOf = (part: unknown, name: string): unknown[] => {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) => (key === name ? [value] : valuesOf(value, name)));
};

const sumOf = (part: unknown, name: string): number =>
  valuesOf(part, name).reduce<number>((sum, value) => sum + Number(value), 0);

/** What the queries of this work look at, as the server explains them. */
export const explain = async (connection: Connection, work: () => Promise<unknown>): Promise<Examined> => {
  const client = connection.getClient();
  const commands: Document[] = [];
  const record = (event: CommandStartedEvent): void => void commands.push(...explainable(event));
  client.on('commandStarted', record);
  await work();
  client.off('commandStarted', record);
  const all: Examined = { keys: 0, documents: 0, indexes: [], scans: false };
  for (const command of commands) {
    const told = await connection.db?.command({ explain: command, verbosity: 'executionStats' });
    const plans = valuesOf(told, 'winningPlan');
    all.keys += sumOf(told, 'totalKeysExamined');
    all.documents += sumOf(told, 'totalDocsExamined');
    all.indexes.push(...new Set(plans.flatMap((plan) => valuesOf(plan, 'indexName').map(String))));
    all.scans ||= plans.some((plan) => valuesOf(plan, 'stage').includes('COLLSCAN'));
  }
  return { ...all, indexes: [...new Set(all.indexes)] };
};
