import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { CALL_MODEL, type CallDocument, toCall, WITHOUT_EVENTS } from '../model/call.schema.js';
import type { Call } from '../model/call.js';
import type { CountedCall, UncountedCall } from './uncounted.js';
import { UncountedCallsRepository } from './uncounted-calls.repository.js';

const toUncounted = (found: CallDocument): UncountedCall => ({
  call: toCall(found),
  uncounted: found.uncounted ?? 0,
});

@Injectable()
export class UncountedCallsMongoRepository extends UncountedCallsRepository {
  constructor(@InjectModel(CALL_MODEL) private readonly calls: Model<CallDocument>) {
    super();
  }

  async find(limit: number): Promise<UncountedCall[]> {
    const found = await this.calls
      .find({ uncounted: { $gt: 0 } }, WITHOUT_EVENTS)
      .limit(limit)
      .lean<CallDocument[]>();
    return found.map(toUncounted);
  }

  async settle(counted: CountedCall[]): Promise<void> {
    if (counted.length === 0) return;
    await this.calls.collection.bulkWrite(
      counted.map(({ id, version, uncounted, results }) => ({
        updateOne: {
          filter: { _id: id, version, uncounted } as object,
          update: { $set: { results }, $unset: { uncounted: '' as const } },
        },
      })),
      { ordered: false },
    );
  }

  async *readAll(atOnce: number): AsyncGenerator<Call[]> {
    const all = this.calls.find({}, WITHOUT_EVENTS).lean<CallDocument[]>().cursor({ batchSize: atOnce });
    for await (const some of batchesOf<CallDocument>(all, atOnce)) yield some.map(toCall);
  }

  async *unsettleAll(atOnce: number): AsyncGenerator<UncountedCall[]> {
    const all = this.calls.find({}, { _id: 1 }).lean().cursor({ batchSize: atOnce });
    for await (const some of batchesOf<{ _id: string }>(all, atOnce)) {
      const named = { _id: { $in: some.map(({ _id }) => _id) } };
      await this.calls.updateMany(named, { $inc: { uncounted: 1 } });
      const found = await this.calls.find(named, WITHOUT_EVENTS).lean<CallDocument[]>();
      yield found.map(toUncounted);
    }
  }
}

/** What comes one by one, by so many at once. */
async function* batchesOf<T>(all: AsyncIterable<T>, atOnce: number): AsyncGenerator<T[]> {
  let some: T[] = [];
  for await (const each of all) {
    some.push(each);
    if (some.length < atOnce) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}
