import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { QueryFilter, Model } from 'mongoose';
import { inBatches } from '../../common/in-batches.js';
import { CALL_MODEL, type CallDocument, toCall, WITHOUT_EVENTS } from '../model/call.schema.js';
import { settlings } from './settling.schema.js';
import type { CountedCall, KnownCall, UncountedCall } from './uncounted.js';
import { UncountedCallsRepository } from './uncounted-calls.repository.js';

@Injectable()
export class UncountedCallsMongoRepository extends UncountedCallsRepository {
  constructor(@InjectModel(CALL_MODEL) private readonly calls: Model<CallDocument>) {
    super();
  }

  async *find(atOnce: number): AsyncGenerator<UncountedCall[]> {
    for await (const found of this.each({ uncounted: { $gt: 0 } }, atOnce))
      yield found.flatMap((each) =>
        each.uncounted ? { call: toCall(each), uncounted: each.uncounted } : [],
      );
  }

  async settle(counted: CountedCall[]): Promise<void> {
    if (counted.length === 0) return;
    await this.calls.collection.bulkWrite(
      settlings(counted).map((each) => ({ updateMany: each as never })),
      { ordered: false },
    );
  }

  async mark(ids: string[]): Promise<void> {
    if (ids.length > 0) await this.calls.updateMany({ _id: { $in: ids } }, { $inc: { uncounted: 1 } });
  }

  async *readAll(atOnce: number): AsyncGenerator<KnownCall[]> {
    for await (const found of this.each({}, atOnce))
      yield found.map((each) => ({ call: toCall(each), results: each.results ?? [] }));
  }

  /** Which they are is asked once, and each is read when its turn comes: none is old by then, and few are in memory. */
  private async *each(filter: QueryFilter<CallDocument>, atOnce: number): AsyncGenerator<CallDocument[]> {
    const ids = this.calls.find(filter, { _id: 1 }).lean<{ _id: string }[]>().cursor({ batchSize: atOnce });
    for await (const some of inBatches<{ _id: string }>(ids, atOnce))
      yield await this.calls
        .find({ _id: { $in: some.map(({ _id }) => _id) } }, WITHOUT_EVENTS)
        .lean<CallDocument[]>();
  }
}
