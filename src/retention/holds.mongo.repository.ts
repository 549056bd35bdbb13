import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { type Page, type PageRequest, pageOffset } from '../common/page.js';
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
    return (await findDocuments(this.holds, { _id: { $in: callIds } })).map(fromDocument);
  }

  async findPage(request: PageRequest): Promise<Page<Hold>> {
    const [total, found] = await Promise.all([
      this.holds.estimatedDocumentCount(),
      findDocuments(
        this.holds,
        {},
        {
          sort: { since: -1, _id: -1 },
          skip: pageOffset(request),
          limit: request.pageSize,
        },
      ),
    ]);
    return { ...request, total, data: found.map(fromDocument) };
  }
}

const fromDocument = ({ _id, reason, since }: HoldDocument): Hold => ({ callId: _id, reason, since });
