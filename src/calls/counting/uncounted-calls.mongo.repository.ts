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

const after = (id: string | null) => ({ _id: { $gt: id ?? '' } });

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

  async unsettleAfter(id: string | null, limit: number): Promise<UncountedCall[]> {
    const next = await this.calls
      .find(after(id), { _id: 1 })
      .sort({ _id: 1 })
      .limit(limit)
      .lean<{ _id: string }[]>();
    const ids = next.map(({ _id }) => _id);
    if (ids.length === 0) return [];
    await this.calls.updateMany({ _id: { $in: ids } }, { $inc: { uncounted: 1 } });
    const found = await this.calls.find({ _id: { $in: ids } }, WITHOUT_EVENTS).lean<CallDocument[]>();
    return found.map(toUncounted);
  }

  async readAfter(id: string | null, limit: number): Promise<Call[]> {
    const found = await this.calls
      .find(after(id), WITHOUT_EVENTS)
      .sort({ _id: 1 })
      .limit(limit)
      .lean<CallDocument[]>();
    return found.map(toCall);
  }
}
