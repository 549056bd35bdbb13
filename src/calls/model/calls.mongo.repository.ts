import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { findDocument, findDocuments } from '../../database/find-documents.js';
import type { Call } from './call.js';
import { CALL_MODEL, type CallDocument, toCall, WITHOUT_EVENTS } from './call.schema.js';
import { CallsRepository } from './calls.repository.js';

const namedBy = (idOrSid: string) => (idOrSid.startsWith('CA') ? { sids: idOrSid } : { _id: idOrSid });

@Injectable()
export class CallsMongoRepository extends CallsRepository {
  constructor(@InjectModel(CALL_MODEL) private readonly calls: Model<CallDocument>) {
    super();
  }

  async findById(id: string): Promise<Call | null> {
    const found = await findDocument(this.calls, { _id: id }, WITHOUT_EVENTS);
    return found && toCall(found);
  }

  async findNamed(idOrSid: string): Promise<Call | null> {
    const found = await findDocument(this.calls, namedBy(idOrSid), WITHOUT_EVENTS);
    return found && toCall(found);
  }

  async findByIds(ids: string[]): Promise<Call[]> {
    const found = await findDocuments(this.calls, { _id: { $in: ids } }, { projection: WITHOUT_EVENTS });
    return found.map(toCall);
  }

  async findWithEvents(idOrSid: string): Promise<Call | null> {
    const found = await findDocument(this.calls, namedBy(idOrSid));
    return found && toCall(found);
  }

  async *findErasedBy(erasedBy: string): AsyncGenerator<Call> {
    const found = this.calls.find({ erasedBy }, WITHOUT_EVENTS).lean<CallDocument[]>().cursor();
    for await (const call of found) yield toCall(call as CallDocument);
  }

  async existsBySid(sid: string): Promise<boolean> {
    return (await this.calls.exists({ sids: sid })) !== null;
  }
}
