import type { CommandStartedEvent, Document } from 'mongodb';
import type { Connection } from 'mongoose';
import { testMongoUri } from './mongo.js';

/** One query that the application sent, as a command that `explain` takes. */
export interface RecordedQuery {
  collection: string;
  /** The collection, the operation and the fields that are asked by: the same for queries that differ in values only. */
  shape: string;
  command: Document;
  filter: Document;
  isWrite: boolean;
}

/** The server's address, with the driver told to report its commands. */
export function monitoredUri(): string {
  const [address = '', options] = testMongoUri().split('?');
  return `${address.endsWith('/') ? address : `${address}/`}?${options ? `${options}&` : ''}monitorCommands=true`;
}

/** From now on every query of this connection, which has to be on a `monitoredUri`; each shape once. */
export function recordQueries(connection: Connection): Map<string, RecordedQuery> {
  const recorded = new Map<string, RecordedQuery>();
  connection.getClient().on('commandStarted', (event) => {
    for (const query of queriesOf(event)) recorded.set(query.shape, query);
  });
  return recorded;
}

const WRITES = new Set(['findAndModify', 'update', 'delete']);

function queriesOf({ commandName, command }: CommandStartedEvent): RecordedQuery[] {
  const collection = String(command[commandName]);
  const query = (filter: Document, explainable: Document): RecordedQuery => ({
    collection,
    shape: `${collection} ${commandName} ${shapeOf(filter)} ${shapeOf((explainable.sort as Document) ?? {})}`,
    command: explainable,
    filter,
    isWrite: WRITES.has(commandName),
  });
  switch (commandName) {
    case 'find': {
      const { filter, projection, skip, limit } = command;
      // The driver has it as a map.
      const sort = command.sort instanceof Map ? Object.fromEntries(command.sort) : command.sort;
      return [query(filter ?? {}, definedOf({ find: collection, filter, sort, projection, skip, limit }))];
    }
    case 'aggregate': {
      const pipeline = command.pipeline as Document[];
      return [query(pipeline[0]?.$match ?? {}, { aggregate: collection, pipeline, cursor: {} })];
    }
    case 'findAndModify':
      return [query(command.query ?? {}, { find: collection, filter: command.query ?? {} })];
    case 'count':
    case 'distinct':
      return [query(command.query ?? {}, definedOf({ count: collection, query: command.query }))];
    case 'update':
    case 'delete':
      // Explained as a find of what is to be changed: the local server explains a write without its filter.
      return ((command.updates ?? command.deletes) as { q: Document }[]).map(({ q }) =>
        query(q, { find: collection, filter: q }),
      );
    default:
      return [];
  }
}

const definedOf = (command: Document): Document =>
  Object.fromEntries(Object.entries(command).filter(([, value]) => value !== undefined));

/** The keys of a filter without its values: `{_id,attempts:{$elemMatch:{sid}}}`. */
function shapeOf(value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Date) return '';
  const fields = Object.entries(value).map(([key, inner]) => {
    const shape = shapeOf(inner);
    return shape ? `${key}:${shape}` : key;
  });
  return `{${fields.join(',')}}`;
}
