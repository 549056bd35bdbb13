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

  async findOf({ callIds, callSids, numbers }: OfCallees, limit: number): Promise<UnmatchedEvent[]> {
    const found: UnmatchedEvent[] = [];
    // One after the other, each by an index of its own.
    const ways = [
      ['callSid', callSids],
      ['callback.callId', callIds],
      ['callback.params.To', numbers],
      ['callback.params.Called', numbers],
    ] as const;
    for (const [field, values] of ways)
      if (values.length > 0 && found.length < limit)
        found.push(...(await this.find({ [field]: { $in: values } }, limit - found.length)));
    return found;
  }

  async remove(key: string): Promise<void> {
    await this.events.deleteOne({ _id: key });
  }

  async removeAll(keys: string[]): Promise<void> {
    if (keys.length > 0) await this.events.deleteMany({ _id: { $in: keys } });
  }

  private async find(filter: QueryFilter<UnmatchedEventDocument>, most = 0): Promise<UnmatchedEvent[]> {
    const found = await findDocuments(this.events, filter, { sort: { receivedAt: 1 }, limit: most });
    return found.map(({ _id, callSid, reason, callback }) => ({ key: _id, callSid, reason, callback }));
  }
}
