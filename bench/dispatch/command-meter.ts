import { BSON, type CommandStartedEvent, type Document, type MongoClient } from 'mongodb';

/** What was seen of the commands of one kind. */
export interface Metered {
  /** Command, collection and the fields that it looks for. */
  kind: string;
  commands: number;
  /** How long all of them took, and so waited in the queue of the server too. */
  ms: number;
  /** What they looked for, all together: a bulk write looks for each of its parts. */
  queries: number;
  /** The last of them, as it may be explained, in extended JSON. */
  query?: string;
}

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

/** Counts the commands of a client that reports them, by kind, while it is on. */
export class CommandMeter {
  private readonly kinds = new Map<string, Metered>();
  private readonly last = new Map<string, Document>();
  private readonly open = new Map<number, Metered>();
  private isOn = false;

  constructor(client: MongoClient) {
    client.on('commandStarted', (event) => this.begin(event));
    client.on('commandSucceeded', (event) => this.end(event));
    client.on('commandFailed', (event) => this.end(event));
  }

  get metered(): Metered[] {
    return [...this.kinds.values()].map((metered) => {
      const last = this.last.get(metered.kind);
      return { ...metered, query: last && BSON.EJSON.stringify(last) };
    });
  }

  /** Begins anew where it was off. */
  turn(isOn: boolean): void {
    if (isOn && !this.isOn) this.kinds.clear();
    this.isOn = isOn;
  }

  private begin(event: CommandStartedEvent): void {
    if (!this.isOn || !COUNTED.has(event.commandName)) return;
    const kind = kindOf(event);
    const metered = this.kinds.get(kind) ?? { kind, commands: 0, ms: 0, queries: 0 };
    this.kinds.set(kind, metered);
    this.open.set(event.requestId, metered);
    const queries = queriesOf(event);
    metered.commands += 1;
    metered.queries += queries.length;
    if (queries[0]) this.last.set(kind, queries[0]);
  }

  private end({ requestId, duration }: { requestId: number; duration: number }): void {
    const metered = this.open.get(requestId);
    if (metered) metered.ms += duration;
    this.open.delete(requestId);
  }
}
