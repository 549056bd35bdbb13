import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { type Page, type PageRequest, pageOffset } from '../common/page.js';
import { changeOrMakeOne } from '../database/change-one.js';
import { duplicateKeyFields } from '../database/duplicate-key.js';
import { findDocuments } from '../database/find-documents.js';
import { insertNew } from '../database/insert-new.js';
import type { Hold } from './hold.js';
import { HOLD_MODEL, type HoldDocument } from './hold.schema.js';
import { HoldsRepository } from './holds.repository.js';

const NEVER = new Date(0);
/** As a range: what has none is no hold. */
const IS_HOLD = { since: { $gt: NEVER } };

@Injectable()
export class HoldsMongoRepository extends HoldsRepository {
  constructor(@InjectModel(HOLD_MODEL) private readonly holds: Model<HoldDocument>) {
    super();
  }

  async put(hold: Hold): Promise<Hold | null> {
    const { callId, reason, since } = hold;
    try {
      await changeOrMakeOne(
        this.holds,
        { _id: callId, erasure: { $exists: false } },
        { $set: { reason }, $setOnInsert: { since } },
      );
    } catch (error) {
      if (duplicateKeyFields(error)) return null;
      throw error;
    }
    const [kept] = await this.findAmong([callId]);
    return kept ?? hold;
  }

  async claim(callIds: string[], erasure: string): Promise<string[]> {
    const taken = await insertNew(
      this.holds,
      callIds.map((_id) => ({ _id, erasure })),
    );
    return (await this.findAmong(taken.map(({ _id }) => _id))).map(({ callId }) => callId);
  }

  async remove(callId: string): Promise<void> {
    await this.holds.deleteOne({ _id: callId, ...IS_HOLD });
  }

  async findAmong(callIds: string[]): Promise<Hold[]> {
    if (callIds.length === 0) return [];
    const found = await findDocuments(this.holds, { _id: { $in: callIds }, ...IS_HOLD });
    return found.map(fromDocument);
  }

  async findPage(request: PageRequest): Promise<Page<Hold>> {
    const [total, found] = await Promise.all([
      this.holds.countDocuments(IS_HOLD),
      findDocuments(this.holds, IS_HOLD, {
        sort: { since: -1, _id: -1 },
        skip: pageOffset(request),
        limit: request.pageSize,
      }),
    ]);
    return { ...request, total, data: found.map(fromDocument) };
  }
}

const fromDocument = ({ _id, reason = '', since = NEVER }: HoldDocument): Hold => ({
  callId: _id,
  reason,
  since,
});
