import type { CommandStartedEvent, Document, MongoClient } from 'mongodb';

/** What was seen of the commands of one kind: how many, and what those that were explained looked at. */
export interface Metered {
  /** Command, collection and the fields that it looks for. */
  kind: string;
  commands: number;
  /** How long all of them took, and so waited in the queue of the server too. */
  ms: number;
  samples: number;
  documents: number;
}

/** How often a command is explained: one of the kind that was explained least. */
const EXPLAIN_EACH_MS = 250;
/** Kinds that are less than this share of all commands are not waited for. */
const COMMON_SHARE = 0.01;
/** The commands that read or write documents. */
export const COUNTED = new Set(['find', 'update', 'insert', 'delete', 'findAndModify', 'aggregate', 'count']);

/** What finds the document: its _id alone where that is given. */
const found = (filter: Document): Document => (filter._id === undefined ? filter : { _id: filter._id });

/** The reading part of a command, to be explained; a write is explained as a find of what it is about to change. */
const queriesOf = ({ commandName, command }: CommandStartedEvent): Document[] => {
  const find = String(command[commandName]);
  if (commandName === 'find') {
    const { filter, sort, limit, skip } = command;
    return [{ find, filter, ...(sort && { sort }), ...(limit && { limit }), ...(skip && { skip }) }];
  }
  if (commandName === 'update')
    return (command.updates as { q: Document }[]).map(({ q }) => ({ find, filter: found(q) }));
  if (commandName === 'aggregate') return [{ aggregate: find, pipeline: command.pipeline, cursor: {} }];
  if (commandName === 'findAndModify') return [{ find, filter: found(command.query), limit: 1 }];
  return [];
};

/** Commands of one kind look at about as many documents: those with the same name, collection and fields. */
const kindOf = ({ commandName, command }: CommandStartedEvent): string => {
  const filter = (command.filter ?? command.query ?? command.updates?.[0]?.q ?? {}) as Document;
  return [commandName, String(command[commandName]), ...Object.keys(filter)].join(' ');
};

/**
 * Counts the commands of a client that reports them, by kind, and explains a few through another one, while it is on: a
 * server may decode a whole collection to explain one command, so that nothing else is to be measured meanwhile.
 */
export class CommandMeter {
  metered: Record<string, Metered> = {};
  private readonly open = new Map<number, Metered>();
  private isOn = false;
  private nextExplainAt = 0;

  constructor(
    client: MongoClient,
    private readonly explainer: MongoClient,
  ) {
    client.on('commandStarted', (event) => this.meter(event));
    client.on('commandSucceeded', (event) => this.end(event));
    client.on('commandFailed', (event) => this.end(event));
  }

  /** Begins anew where it was off. */
  turn(isOn: boolean): void {
    if (isOn && !this.isOn) this.metered = {};
    this.isOn = isOn;
  }

  private meter(event: CommandStartedEvent): void {
    const { commandName } = event;
    if (!this.isOn || !COUNTED.has(commandName)) return;
    const kind = kindOf(event);
    const metered = (this.metered[kind] ??= { kind, commands: 0, ms: 0, samples: 0, documents: 0 });
    metered.commands += 1;
    this.open.set(event.requestId, metered);
    if (Date.now() < this.nextExplainAt || !this.isLeastExplained(metered)) return;
    // Not before this one is explained.
    this.nextExplainAt = Infinity;
    void this.explain(metered, event.databaseName, queriesOf(event));
  }

  private end({ requestId, duration }: { requestId: number; duration: number }): void {
    const metered = this.open.get(requestId);
    if (metered) metered.ms += duration;
    this.open.delete(requestId);
  }

  private isLeastExplained({ samples }: Metered): boolean {
    const kinds = Object.values(this.metered);
    const common = kinds.reduce((sum, { commands }) => sum + commands, 0) * COMMON_SHARE;
    return kinds.every((other) => other.samples >= samples || other.commands < common);
  }

  /** Of a bulk write the first part stands for the others. */
  private async explain(metered: Metered, database: string, queries: Document[]): Promise<void> {
    metered.documents += (await this.examined(database, queries[0])) * queries.length;
    metered.samples += 1;
    this.nextExplainAt = Date.now() + EXPLAIN_EACH_MS;
  }

  private async examined(database: string, query: Document | undefined): Promise<number> {
    if (!query) return 0;
    const told = await this.explainer.db(database).command({ explain: query, verbosity: 'executionStats' });
    const { totalDocsExamined: examined = 0 } = (told.executionStats ?? {}) as Document;
    return Number(examined);
  }
}
