import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { changeOne } from '../database/change-one.js';
import { findDocument, findDocuments } from '../database/find-documents.js';
import type { SealedSecret, Subscription } from './subscription.js';
import { SUBSCRIPTION_MODEL, type SubscriptionDocument } from './subscription.schema.js';
import { SubscriptionsRepository, type SubscriptionUpdate } from './subscriptions.repository.js';

const toSubscription = ({ _id: id, ...rest }: SubscriptionDocument): Subscription => ({ id, ...rest });

/** Who leads an endpoint for longer than this has a clock that was wrong. */
const LONGEST_LEASE_MS = 600_000;

const isFree = (lease: Subscription['lease'], by: string, now: Date): boolean =>
  !lease || lease.by === by || lease.until < now || lease.until.getTime() > now.getTime() + LONGEST_LEASE_MS;

/** The one document that is no endpoint: each look at the endpoints tells of readers too. */
const READER = 'reader';

@Injectable()
export class SubscriptionsMongoRepository extends SubscriptionsRepository {
  constructor(@InjectModel(SUBSCRIPTION_MODEL) private readonly subscriptions: Model<SubscriptionDocument>) {
    super();
  }

  async insert({ id, ...rest }: Subscription): Promise<void> {
    await this.subscriptions.collection.insertOne({ _id: id, ...rest } as never, { ignoreUndefined: true });
  }

  async findAll(): Promise<{ subscriptions: Subscription[]; readAt: Date | null }> {
    const found = await findDocuments(this.subscriptions, {});
    const reader = found.find(({ _id }) => _id === READER) as { readAt?: Date } | undefined;
    const subscriptions = found.filter(({ _id }) => _id !== READER).map(toSubscription);
    subscriptions.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
    return { subscriptions, readAt: reader?.readAt ?? null };
  }

  async noteReader(): Promise<Date> {
    const own = { _id: READER } as object;
    const update = { $currentDate: { readAt: true } } as object;
    const options = { upsert: true, returnDocument: 'after', projection: { readAt: 1 } } as const;
    const noted = await this.subscriptions.collection.findOneAndUpdate(own, update, options);
    return (noted as unknown as { readAt: Date }).readAt;
  }

  async find(id: string): Promise<Subscription | null> {
    if (id === READER) return null;
    const found = await findDocument(this.subscriptions, { _id: id });
    return found && toSubscription(found);
  }

  async update(id: string, changes: SubscriptionUpdate, at?: Date): Promise<Subscription | null> {
    if (id === READER) return null;
    const given = Object.entries(changes).filter(([, value]) => value !== undefined);
    const gone = given.filter(([, value]) => value === null).map(([field]): [string, string] => [field, '']);
    const set = {
      ...Object.fromEntries(given.filter(([, value]) => value !== null)),
      ...(at && { updatedAt: at }),
    };
    const update = { $set: set, ...(gone.length > 0 && { $unset: Object.fromEntries(gone) }) };
    // Two steps by _id: the local server's findOneAndUpdate scans the collection.
    return (await changeOne(this.subscriptions, { _id: id }, update as never)) ? this.find(id) : null;
  }

  changeSecrets(id: string, newest: string, secrets: SealedSecret[], updatedAt: Date): Promise<boolean> {
    const asFound = { _id: id, 'secrets.0.sealed': newest } as never;
    return changeOne(this.subscriptions, asFound, { $set: { secrets, updatedAt } } as never);
  }

  noteHealth(
    { id, url, updatedAt, asked }: Pick<Subscription, 'id' | 'url' | 'updatedAt' | 'asked'>,
    by: string,
    standing: Pick<Subscription, 'health' | 'disabled' | 'telling'>,
  ): Promise<boolean> {
    const own = { _id: id, 'lease.by': by, disabled: { $exists: false } };
    const asFound = { ...own, url, updatedAt, asked: asked ?? { $exists: false } } as never;
    return changeOne(this.subscriptions, asFound, { $set: standing } as never);
  }

  async settle(id: string, eventId: string): Promise<void> {
    await changeOne(
      this.subscriptions,
      { _id: id, 'telling.id': eventId } as never,
      {
        $unset: { telling: '' },
      } as never,
    );
  }

  async remove(id: string): Promise<boolean> {
    return id !== READER && (await this.subscriptions.deleteOne({ _id: id })).deletedCount === 1;
  }

  async ring(ids: string[], dueAt: Date, isToBeTried = false): Promise<void> {
    if (ids.length === 0) return;
    await this.subscriptions.collection.updateMany({ _id: { $in: ids } } as object, {
      $min: { nextDueAt: dueAt },
      $inc: { rings: 1, ...(isToBeTried && { asked: 1 }) },
      ...(isToBeTried && { $unset: { 'health.openUntil': '' } }),
    });
  }

  async lease(id: string, by: string, now: Date, until: Date): Promise<Subscription | null> {
    const before = await this.find(id);
    if (!before || before.disabled || !isFree(before.lease, by, now)) return null;
    const asFound = before.lease
      ? // Whoever has it may have renewed it between the two steps.
        { 'lease.by': before.lease.by, ...(before.lease.by !== by && { 'lease.until': before.lease.until }) }
      : { lease: { $exists: false } };
    const own = { _id: id, disabled: { $exists: false }, ...asFound } as never;
    if (!(await changeOne(this.subscriptions, own, { $set: { lease: { by, until } } }))) return null;
    // Its secrets and its health may be others by now.
    const after = await this.find(id);
    return after?.lease?.by === by ? after : null;
  }

  async release(id: string, by: string, rings: number, nextDueAt: Date | null): Promise<void> {
    const due = nextDueAt ? { $set: { nextDueAt } } : {};
    const gone = { lease: '', ...(!nextDueAt && { nextDueAt: '' }) };
    const own = { _id: id, 'lease.by': by };
    const asFound = { ...own, rings } as never;
    if (await changeOne(this.subscriptions, asFound, { ...due, $unset: gone } as never)) return;
    await changeOne(this.subscriptions, own as never, { $unset: { lease: '' } } as never);
  }
}
