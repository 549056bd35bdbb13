import type { Position } from '../../common/cursor.js';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { findDocument, findDocuments } from '../../database/find-documents.js';
import { following } from '../../database/following.js';
import { findOlder } from '../../database/find-older.js';
import { insertNew } from '../../database/insert-new.js';
import { madeBetween } from '../../database/made-between.js';
import type { Retained } from '../../retention/retained.js';
import { DeliveriesRepository } from './deliveries.repository.js';
import { type Delivery, type DeliveryFilter, type DeliveryResult, TRIES_KEPT } from './delivery.js';
import { DELIVERY_MODEL, type DeliveryDocument } from './delivery.schema.js';

const toDelivery = ({ _id: id, ...rest }: DeliveryDocument): Delivery => ({ id, ...rest });

const queryOf = (filter: DeliveryFilter & { id?: string }): Record<string, unknown> => ({
  ...(filter.id !== undefined && { _id: filter.id }),
  subscriptionId: filter.subscriptionId,
  ...(filter.status && { status: filter.status }),
  ...(filter.type !== undefined && { type: filter.type }),
  ...madeBetween({ from: filter.since, until: filter.until }),
});

@Injectable()
export class DeliveriesMongoRepository extends DeliveriesRepository {
  constructor(@InjectModel(DELIVERY_MODEL) private readonly deliveries: Model<DeliveryDocument>) {
    super();
  }

  async add(deliveries: Delivery[]): Promise<number> {
    const known = await insertNew(
      this.deliveries,
      deliveries.map(({ id, ...rest }) => ({ _id: id, ...rest })),
    );
    return deliveries.length - known.length;
  }

  async findDue(subscriptionId: string, now: Date, most: number): Promise<Delivery[]> {
    const found = await findDocuments(
      this.deliveries,
      { subscriptionId, dueAt: { $lte: now } },
      { sort: { dueAt: 1 }, limit: most },
    );
    return found.map(toDelivery);
  }

  async nextDueAt(subscriptionId: string): Promise<Date | null> {
    const [next] = await findDocuments(
      this.deliveries,
      { subscriptionId, dueAt: { $gt: new Date(0) } },
      { projection: { dueAt: 1 }, sort: { dueAt: 1 }, limit: 1 },
    );
    return next?.dueAt ?? null;
  }

  async note(results: DeliveryResult[]): Promise<void> {
    if (results.length === 0) return;
    const noted = await this.write(results.map(settling));
    // Some were to be sent again meanwhile, or are another instance's: of those it is only known that it was tried.
    if (noted < results.length) await this.write(results.map(tried));
  }

  /** How many were as they were supposed to be. */
  private async write(updates: { filter: object; update: object }[]): Promise<number> {
    const writes = updates.map((updateOne) => ({ updateOne }));
    const options = { ordered: false, ignoreUndefined: true };
    return (await this.deliveries.collection.bulkWrite(writes, options)).matchedCount;
  }

  async find(id: string): Promise<Delivery | null> {
    const found = await findDocument(this.deliveries, { _id: id });
    return found && toDelivery(found);
  }

  async list(filter: DeliveryFilter, after: Position | null, most: number): Promise<Delivery[]> {
    const query = queryOf(filter);
    const options = { sort: { createdAt: -1, _id: -1 }, limit: most } as const;
    return (await findDocuments(this.deliveries, after ? following(query, after) : query, options)).map(
      toDelivery,
    );
  }

  async replay(filter: DeliveryFilter & { id?: string }, dueAt: Date): Promise<number> {
    const { matchedCount } = await this.deliveries.collection.updateMany(queryOf(filter) as object, {
      $set: { status: 'pending', failures: 0, dueAt },
    });
    return matchedCount;
  }

  async bury(subscriptionId: string, at: Date, most: number): Promise<number> {
    // What was replayed since has no failures, and is due from then on.
    const waited = { $or: [{ failures: { $gt: 0 } }, { dueAt: { $lte: at } }] };
    const query = { subscriptionId, dueAt: { $gt: new Date(0) }, createdAt: { $lte: at }, ...waited };
    const found = await findDocuments(this.deliveries, query, { projection: { _id: 1 }, limit: most });
    if (found.length === 0) return 0;
    const { matchedCount } = await this.deliveries.collection.updateMany(
      { ...query, _id: { $in: found.map(({ _id }) => _id) } } as object,
      { $set: { status: 'dead' }, $unset: { dueAt: '' } },
    );
    return matchedCount;
  }

  async removeOfSubscription(subscriptionId: string): Promise<void> {
    await this.deliveries.deleteMany({ subscriptionId });
  }

  findOlder(before: Date, skip: number, limit: number): Promise<Retained[]> {
    return findOlder(this.deliveries, before, skip, limit);
  }

  async removeAll(ids: string[]): Promise<number> {
    return (await this.deliveries.deleteMany({ _id: { $in: ids } })).deletedCount;
  }

  async *eachOfCalls(callIds: string[]): AsyncGenerator<Delivery> {
    const found = this.deliveries.collection.find({ callId: { $in: callIds } } as object);
    for await (const each of found) yield toDelivery(each as unknown as DeliveryDocument);
  }

  countOfCalls(callIds: string[]): Promise<number> {
    return this.deliveries.collection.countDocuments({ callId: { $in: callIds } } as object);
  }

  async removeOfCalls(callIds: string[]): Promise<number> {
    return (await this.deliveries.deleteMany({ callId: { $in: callIds } })).deletedCount;
  }
}

const pushOf = ({ try: own }: DeliveryResult) => ({ tries: { $each: [own], $slice: -TRIES_KEPT } });

const settling = (result: DeliveryResult) => {
  const { id, asFound, status, dueAt } = result;
  return {
    filter: { _id: id, dueAt: asFound ?? { $exists: false } },
    update: {
      $set: { status, ...(dueAt && { dueAt }) },
      ...(!dueAt && { $unset: { dueAt: '' } }),
      ...(status !== 'delivered' && { $inc: { failures: 1 } }),
      $push: pushOf(result),
    },
  };
};

const tried = (result: DeliveryResult) => ({
  filter: { _id: result.id, 'tries.at': { $ne: result.try.at } },
  update: { $push: pushOf(result) },
});
