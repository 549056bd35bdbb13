import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { changeOrMakeOne } from '../database/change-one.js';
import { findDocuments } from '../database/find-documents.js';
import type { Hold } from './hold.js';
import { HOLD_MODEL, type HoldDocument } from './hold.schema.js';
import { HoldsRepository } from './holds.repository.js';

@Injectable()
export class HoldsMongoRepository extends HoldsRepository {
  constructor(@InjectModel(HOLD_MODEL) private readonly holds: Model<HoldDocument>) {
    super();
  }

  async put(hold: Hold): Promise<Hold> {
    const { callId, reason, since } = hold;
    await changeOrMakeOne(this.holds, { _id: callId }, { $set: { reason }, $setOnInsert: { since } });
    const [kept] = await this.findAmong([callId]);
    return kept ?? hold;
  }

  async remove(callId: string): Promise<void> {
    await this.holds.deleteOne({ _id: callId });
  }

  async findAmong(callIds: string[]): Promise<Hold[]> {
    if (callIds.length === 0) return [];
    const found = await findDocuments(this.holds, { _id: { $in: callIds } });
    return found.map(({ _id, reason, since }) => ({ callId: _id, reason, since }));
  }
}
