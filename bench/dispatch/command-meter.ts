import type { CommandStartedEvent, Document, MongoClient } from 'mongodb';

/** What one instance asked of the database so far. */
export interface Metered {
  /** Commands, by their name and collection; a command may hold several writes. */
  commands: Record<string, number>;
  /** Documents that were looked at, by the samples that were explained. */
  examined: Record<string, { samples: number; documents: number }>;
}

/** One of so many commands of a kind is explained. */
const SAMPLED = 50;
const COUNTED = new Set(['find', 'update', 'insert', 'delete', 'findAndModify', 'aggregate', 'count']);

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

/** Counts the commands of a client that reports them, and explains a few through another one. */
export class CommandMeter {
  readonly metered: Metered = { commands: {}, examined: {} };

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
    const { commands } = this.metered;
    commands[kind] = (commands[kind] ?? 0) + 1;
    if (commands[kind] % SAMPLED !== 1) return;
    for (const query of queriesOf(event)) void this.explain(kind, event.databaseName, query);
  }

  private async explain(kind: string, database: string, query: Document): Promise<void> {
    const explain = { explain: query, verbosity: 'executionStats' };
    const told = await this.explainer.db(database).command(explain);
    const of = (this.metered.examined[kind] ??= { samples: 0, documents: 0 });
    of.samples += 1;
    of.documents += Number((told.executionStats as Document | undefined)?.totalDocsExamined ?? 0);
  }
}
