import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, QueryFilter } from 'mongoose';
import { findDocuments } from '../../database/find-documents.js';
import { UNMATCHED_EVENT_MODEL, type UnmatchedEventDocument } from './unmatched-event.schema.js';
import {
  type OfCallees,
  type UnmatchedEvent,
  UnmatchedEventsRepository,
} from './unmatched-events.repository.js';

const toEvent = ({ _id, callSid, reason, callback }: UnmatchedEventDocument): UnmatchedEvent => ({
  ...{ key: _id, reason, callback },
  ...(callSid !== undefined && { callSid }),
});

/** By what of it an event may be found, and what that is in this one. */
const waysTo = ({ callIds, callSids, numbers }: OfCallees) => [
  { field: 'callSid', values: callSids, read: ({ callSid }: UnmatchedEvent) => callSid },
  { field: 'callback.callId', values: callIds, read: ({ callback }: UnmatchedEvent) => callback.callId },
  ...['To', 'Called'].map((name) => ({
    ...{ field: `callback.params.${name}`, values: numbers },
    read: ({ callback }: UnmatchedEvent) => callback.params[name],
  })),
];

/** A timeline tells of so many of them. */
const MOST_MISMATCHED = 100;

@Injectable()
export class UnmatchedEventsMongoRepository extends UnmatchedEventsRepository {
  constructor(@InjectModel(UNMATCHED_EVENT_MODEL) private readonly events: Model<UnmatchedEventDocument>) {
    super();
  }

  async keep({ key, ...rest }: UnmatchedEvent): Promise<void> {
    const { receivedAt } = rest.callback;
    await this.events.updateOne({ _id: key }, { $setOnInsert: { ...rest, receivedAt } }, { upsert: true });
  }

  async findWaiting(callSid: string): Promise<UnmatchedEvent[]> {
    return this.find({ callSid, reason: 'unknown' });
  }

  async findMismatched(callId: string): Promise<UnmatchedEvent[]> {
    return this.find({ 'callback.callId': callId, reason: 'mismatched' }, MOST_MISMATCHED);
  }

  async findOf(whose: OfCallees, limit: number): Promise<UnmatchedEvent[]> {
    const found: UnmatchedEvent[] = [];
    for await (const event of this.eachOf(whose)) {
      found.push(event);
      if (found.length >= limit) break;
    }
    return found;
  }

  async *eachOf(whose: OfCallees): AsyncGenerator<UnmatchedEvent> {
    // One way after the other, each by an index of its own.
    const ways = waysTo(whose);
    for (const [n, { field, values }] of ways.entries()) {
      const before = ways.slice(0, n);
      if (values.length === 0) continue;
      const found = this.events.collection.find({ [field]: { $in: values } } as object);
      for await (const document of found) {
        const event = toEvent(document as unknown as UnmatchedEventDocument);
        const isKnown = before.some((way) => way.values.includes(way.read(event) ?? ''));
        if (!isKnown) yield event;
      }
    }
  }

  async remove(key: string): Promise<void> {
    await this.events.deleteOne({ _id: key });
  }

  async removeAll(keys: string[]): Promise<void> {
    if (keys.length > 0) await this.events.deleteMany({ _id: { $in: keys } });
  }

  private async find(filter: QueryFilter<UnmatchedEventDocument>, most = 0): Promise<UnmatchedEvent[]> {
    const found = await findDocuments(this.events, filter, { sort: { receivedAt: 1 }, limit: most });
    return found.map(toEvent);
  }
}
