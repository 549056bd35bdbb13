import mongoose, { type Connection } from 'mongoose';
import { AtlasResults } from './atlas-results.js';
import { contentOf } from './content.js';
import type { StoredEvent } from './evidence.js';

/** Without a source, or with this one, a webhook told it. */
interface KeyedEvent {
  key: string;
  source?: string;
  params: Record<string, string>;
}
interface KeyedEvents {
  _id: string;
  events?: KeyedEvent[];
}
interface CallWithAttempts {
  _id: string;
  userExternalId: string;
  attempts: { n: number; events?: KeyedEvent[] }[];
}
interface WaitingEvent {
  _id: string;
  callback: { params: Record<string, string> };
}

const contentIn = ({ key, source = 'callback', params }: KeyedEvent): string =>
  source === 'callback' ? contentOf(params) : key;

/** What Atlas has stored, read past Atlas. */
export class AtlasDatabase {
  private constructor(private readonly connection: Connection) {}

  static async open(uri: string, name: string): Promise<AtlasDatabase> {
    return new AtlasDatabase(await mongoose.createConnection(uri, { dbName: name }).asPromise());
  }

  get results(): AtlasResults {
    return new AtlasResults(this.connection);
  }

  /** The ids of all calls. */
  async callIds(): Promise<string[]> {
    const calls = this.connection.collection<{ _id: string }>('calls');
    const found = await calls.find({}, { projection: { _id: 1 } }).toArray();
    return found.map(({ _id }) => _id);
  }

  /** The ids of calls of which an attempt was taken back. */
  async undone(): Promise<string[]> {
    const calls = this.connection.collection<{ _id: string }>('calls');
    const found = await calls.find({ 'steps.kind': 'undone' }, { projection: { _id: 1 } }).toArray();
    return found.map(({ _id }) => _id);
  }

  /** Every event, in the list that it stands in. */
  async events(): Promise<StoredEvent[]> {
    const calls = await this.connection.collection<CallWithAttempts>('calls').find().toArray();
    const recordings = await this.connection.collection<KeyedEvents>('recordings').find().toArray();
    const waiting = await this.connection.collection<WaitingEvent>('unmatched_events').find().toArray();
    const lists = [
      ...calls.flatMap(({ _id, attempts }) =>
        attempts.map(({ n, events }) => ({ place: `call ${_id}, attempt ${n}`, events })),
      ),
      ...recordings.map(({ _id, events }) => ({ place: `recording ${_id}`, events })),
      ...waiting.map(({ _id, callback: { params } }) => ({
        place: 'unmatched events',
        events: [{ key: _id, params }],
      })),
    ];
    return lists.flatMap(({ place, events = [] }) =>
      events.map((event) => ({ place, content: contentIn(event) })),
    );
  }

  /** Removes the database, and closes the connection. */
  async drop(): Promise<void> {
    await this.connection.dropDatabase();
    await this.connection.close();
  }
}
