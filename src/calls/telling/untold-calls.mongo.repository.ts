import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { CALL_MODEL, type CallDocument, toCall } from '../model/call.schema.js';
import type { ToldCall, UntoldCall } from './untold.js';
import { UntoldCallsRepository } from './untold-calls.repository.js';

const WITH_OUTBOX = { 'attempts.events': 0, later: 0, steps: 0 } as const;

@Injectable()
export class UntoldCallsMongoRepository extends UntoldCallsRepository {
  constructor(@InjectModel(CALL_MODEL) private readonly calls: Model<CallDocument>) {
    super();
  }

  async find(most: number): Promise<UntoldCall[]> {
    const options = { projection: WITH_OUTBOX, limit: most };
    const found = this.calls.collection.find<CallDocument>({ untold: { $gt: 0 } }, options);
    return (await found.toArray()).map((each) => ({
      call: toCall(each),
      entries: each.outbox ?? [],
      ...(each.said && { said: each.said }),
    }));
  }

  async settle(told: ToldCall[]): Promise<number> {
    if (told.length === 0) return 0;
    const writes = told.map(({ id, found, said }) => ({
      updateOne: {
        filter: {
          _id: id,
          untold: found.entries,
          'said.count': found.said ?? { $exists: false },
        } as object,
        update: { $unset: { outbox: '', untold: '' }, ...(said && { $set: { said } }) } as object,
      },
    }));
    const { matchedCount } = await this.calls.collection.bulkWrite(writes, { ordered: false });
    return matchedCount;
  }
}
