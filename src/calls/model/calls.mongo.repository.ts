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

  async findByIds(ids: string[]): Promise<Call[]> {
    const found = await this.calls.find({ _id: { $in: ids } }, WITHOUT_EVENTS).lean<CallDocument[]>();
    return found.map(toCall);
  }

  async findWithEvents(idOrSid: string): Promise<Call | null> {
    const filter = idOrSid.startsWith('CA') ? { sids: idOrSid } : { _id: idOrSid };
    const found = await this.calls.findOne(filter).lean<CallDocument>();
    return found && toCall(found);
  }

  async existsBySid(sid: string): Promise<boolean> {
    return (await this.calls.exists({ sids: sid })) !== null;
  }
}
