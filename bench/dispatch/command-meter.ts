import type { CommandStartedEvent, Document, MongoClient } from 'mongodb';

/** What was seen of the commands of one kind: how many, and what those that were explained looked at. */
export interface Metered {
  commands: number;
  samples: number;
  documents: number;
}

/** One of so many commands of a kind is explained. */
const SAMPLED = 50;
/** The commands that read or write documents. */
export const COUNTED = new Set(['find', 'update', 'insert', 'delete', 'findAndModify', 'aggregate', 'count']);

/** The reading part of a command, to be explained; a write is explained as a find of what it is about to change. */
const queriesOf = ({ commandName, command }: CommandStartedEvent): Document[] => {
  const find = String(command[commandName]);
  if (commandName === 'find') {
    const { filter, sort, limit, skip } = command;
    return [{ find, filter, ...(sort && { sort }), ...(limit && { limit }), ...(skip && { skip }) }];
  }
  if (commandName === 'update')
    return (command.updates as { q: Document }[]).map(({ q }) => ({ find, filter: q }));
  if (commandName === 'findAndModify') return [{ find, filter: command.query, limit: 1 }];
  return [];
};

/** Counts the commands of a client that reports them, by name and collection, and explains a few through another one. */
export class CommandMeter {
  readonly metered: Record<string, Metered> = {};

  constructor(
    client: MongoClient,
    private readonly explainer: MongoClient,
  ) {
    client.on('commandStarted', (event) => this.meter(event));
  }

  private meter(event: CommandStartedEvent): void {
    const { commandName, command } = event;
    if (!COUNTED.has(commandName)) return;
    const kind = `${commandName} ${String(command[commandName])}`;
    const metered = (this.metered[kind] ??= { commands: 0, samples: 0, documents: 0 });
    metered.commands += 1;
    if (metered.commands % SAMPLED !== 1) return;
    for (const query of queriesOf(event)) void this.explain(metered, event.databaseName, query);
  }

  private async explain(metered: Metered, database: string, query: Document): Promise<void> {
    const explain = { explain: query, verbosity: 'executionStats' };
    const told = await this.explainer.db(database).command(explain);
    metered.samples += 1;
    metered.documents += Number((told.executionStats as Document | undefined)?.totalDocsExamined ?? 0);
  }
}
