import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { Call } from './call.js';
import { CALL_MODEL, type CallDocument, toCall, WITHOUT_EVENTS } from './call.schema.js';
import { CallsRepository } from './calls.repository.js';

@Injectable()
export class CallsMongoRepository extends CallsRepository {
  constructor(@InjectModel(CALL_MODEL) private readonly calls: Model<CallDocument>) {
    super();
  }

  async findById(id: string): Promise<Call | null> {
    const found = await this.calls.findById(id, WITHOUT_EVENTS).lean<CallDocument>();
    return found && toCall(found);
  }

  async findWithEvents(idOrSid: string): Promise<Call | null> {
    const filter = idOrSid.startsWith('CA') ? { sids: idOrSid } : { _id: idOrSid };
    const found = await this.calls.findOne(filter).lean<CallDocument>();
    return found && toCall(found);
  }

  async existsBySid(sid: string): Promise<boolean> {
    return (await this.calls.exists({ sids: sid })) !== null;
  }

  async claimDue(now: Date, leaseUntil: Date, limit: number): Promise<Call[]> {
    const due = await this.calls
      .find({ checkAt: { $lte: now } }, WITHOUT_EVENTS)
      .sort({ checkAt: 1 })
      .limit(limit)
      .lean<CallDocument[]>();
    const claim = async ({ _id, checkAt }: CallDocument): Promise<boolean> =>
      (await this.calls.updateOne({ _id, checkAt }, { $set: { checkAt: leaseUntil } })).matchedCount === 1;
    const claimed = await Promise.all(due.map(claim));
    return due.filter((_, i) => claimed[i]).map((call) => toCall({ ...call, checkAt: leaseUntil }));
  }

  async endClaim(id: string, leaseUntil: Date, next: Date | null): Promise<void> {
    const update = next ? { $set: { checkAt: next } } : { $unset: { checkAt: '' } };
    await this.calls.updateOne({ _id: id, checkAt: leaseUntil }, update);
  }

  async countUnknown(to: string, from: Date, until: Date): Promise<number> {
    const attempt = { submission: 'unknown', sid: null, createdAt: { $gte: from, $lte: until } };
    return this.calls.countDocuments({ to, attempts: { $elemMatch: attempt } });
  }
}
