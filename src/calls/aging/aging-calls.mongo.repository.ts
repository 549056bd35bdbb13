import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { changeOne } from '../../database/change-one.js';
import { findDocument, findDocuments } from '../../database/find-documents.js';
import type { Retained } from '../../retention/retained.js';
import { CALL_MODEL, type CallDocument } from '../model/call.schema.js';
import { UNMATCHED_EVENT_MODEL, type UnmatchedEventDocument } from '../news/unmatched-event.schema.js';
import { AgingCallsRepository } from './aging-calls.repository.js';
import { bareEvent, bareLater } from './bare-events.js';

@Injectable()
export class AgingCallsMongoRepository extends AgingCallsRepository {
  constructor(
    @InjectModel(CALL_MODEL) private readonly calls: Model<CallDocument>,
    @InjectModel(UNMATCHED_EVENT_MODEL) private readonly unmatched: Model<UnmatchedEventDocument>,
  ) {
    super();
  }

  async findOlder(before: Date, skip: number, limit: number): Promise<Retained[]> {
    const found = await findDocuments(
      this.calls,
      { bareAt: null, createdAt: { $lt: before } },
      { projection: { _id: 1 }, sort: { createdAt: 1 }, skip, limit },
    );
    return found.map(({ _id }) => ({ id: _id, callId: _id }));
  }

  async forgetFields(callId: string, at: Date): Promise<boolean> {
    const found = await findDocument(this.calls, { _id: callId });
    if (!found || found.wait || (found.live?.length ?? 0) > 0) return false;
    const { version, attempts, later } = found;
    const bare: Record<string, unknown> = Object.fromEntries(
      attempts.map(({ events = [] }, n) => [`attempts.${n}.events`, events.map(bareEvent)]),
    );
    const $set: Record<string, unknown> = {
      ...{ bareAt: at, ...bare },
      ...(later && { later: bareLater(later) }),
    };
    return changeOne(this.calls, { _id: callId, version }, { $set });
  }

  async findOlderUnmatched(before: Date, skip: number, limit: number): Promise<Retained[]> {
    const found = await findDocuments(
      this.unmatched,
      { receivedAt: { $lt: before } },
      { projection: { 'callback.callId': 1 }, sort: { receivedAt: 1 }, skip, limit },
    );
    return found.map(({ _id, callback }) => ({ id: _id, callId: callback.callId }));
  }
}
