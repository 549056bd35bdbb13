import type { Position } from '../../common/cursor.js';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { findDocuments } from '../../database/find-documents.js';
import { findOlder } from '../../database/find-older.js';
import { insertStamped } from '../../database/insert-new.js';
import { madeBetween } from '../../database/made-between.js';
import type { Event, NewEvent } from './event.js';
import { EVENT_MODEL, type EventDocument } from './event.schema.js';
import type { Retained } from '../../retention/retained.js';
import { EventsRepository } from './events.repository.js';

const toEvent = ({ _id: id, ...rest }: EventDocument): Event => ({ id, ...rest });

@Injectable()
export class EventsMongoRepository extends EventsRepository {
  constructor(@InjectModel(EVENT_MODEL) private readonly events: Model<EventDocument>) {
    super();
  }

  async add(events: NewEvent[]): Promise<void> {
    // A writer's clock may be slow, and so may be its way to the database: who reads on would miss what it writes.
    await insertStamped(
      this.events,
      'createdAt',
      events.map(({ id, ...rest }) => ({ _id: id, ...rest })),
    );
  }

  async findByIds(ids: string[]): Promise<Event[]> {
    if (ids.length === 0) return [];
    return (await findDocuments(this.events, { _id: { $in: ids } })).map(toEvent);
  }

  async findAfter(position: Position | { since: Date }, most: number): Promise<Event[]> {
    const query =
      'since' in position
        ? madeBetween({ from: position.since })
        : {
            ...madeBetween({ from: position.createdAt }),
            $or: [{ createdAt: { $gt: position.createdAt } }, { _id: { $gt: position.id } }],
          };
    const found = await findDocuments(this.events, query, { sort: { createdAt: 1, _id: 1 }, limit: most });
    return found.map(toEvent);
  }

  findOlder(before: Date, skip: number, limit: number): Promise<Retained[]> {
    return findOlder(this.events, before, skip, limit);
  }

  async removeAll(ids: string[]): Promise<number> {
    return (await this.events.deleteMany({ _id: { $in: ids } })).deletedCount;
  }

  async *eachOfCalls(callIds: string[]): AsyncGenerator<Event> {
    const found = this.events.collection.find({ callId: { $in: callIds } } as object);
    for await (const each of found) yield toEvent(each as unknown as EventDocument);
  }

  countOfCalls(callIds: string[]): Promise<number> {
    return this.events.collection.countDocuments({ callId: { $in: callIds } } as object);
  }

  async removeOfCalls(callIds: string[]): Promise<number> {
    return (await this.events.deleteMany({ callId: { $in: callIds } })).deletedCount;
  }
}
