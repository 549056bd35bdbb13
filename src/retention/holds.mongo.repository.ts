import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { type Page, type PageRequest, pageOffset } from '../common/page.js';
import { changeOrMakeOne } from '../database/change-one.js';
import { duplicateKeyFields } from '../database/duplicate-key.js';
import { findDocument, findDocuments } from '../database/find-documents.js';
import { takenIn } from '../database/insert-new.js';
import { type Deletion, goesOn, type Hold, type HoldRefusal } from './hold.js';
import { HOLD_MODEL, type HoldDocument } from './hold.schema.js';
import { HoldsRepository } from './holds.repository.js';

const NEVER = new Date(0);
/** Each begins anew because something was deleted, or lifted, at that moment. */
const TRIES = 8;
/** As a range: what has none is no hold. */
const IS_HOLD = { since: { $gt: NEVER } };
const IS_NO_HOLD = { since: { $exists: false } };

@Injectable()
export class HoldsMongoRepository extends HoldsRepository {
  constructor(@InjectModel(HOLD_MODEL) private readonly holds: Model<HoldDocument>) {
    super();
  }

  async put(hold: Hold, now: Date): Promise<Hold | HoldRefusal> {
    const { callId, reason, since } = hold;
    for (let tries = 0; tries < TRIES; tries += 1) {
      const update = { $set: { reason }, $setOnInsert: { since } };
      if (await this.isWritten({ _id: callId, ...IS_HOLD }, update))
        return (await this.findAmong([callId]))[0] ?? hold;
      const found = await findDocument(this.holds, { _id: callId });
      if (found?.erasure !== undefined) return 'erased';
      if (found?.deletions?.some((each) => goesOn(each, now))) return 'deleting';
      // What is left of deletions whose processes have died.
      if (found?.deletions) await this.holds.collection.deleteOne(found as object);
    }
    return 'deleting';
  }

  claim(callIds: string[], erasure: string): Promise<string[]> {
    return this.writeToFree(callIds, { $set: { erasure } });
  }

  beginDeletion(callIds: string[], deletion: Deletion): Promise<string[]> {
    return this.writeToFree(callIds, { $push: { deletions: deletion } });
  }

  async endDeletion(callIds: string[], by: string): Promise<void> {
    if (callIds.length === 0) return;
    const last = { deletions: { $size: 1 }, 'deletions.by': by, erasure: { $exists: false } };
    const { deletedCount } = await this.holds.deleteMany({ _id: { $in: callIds }, ...last });
    if (deletedCount === callIds.length) return;
    await this.holds.collection.updateMany({ _id: { $in: callIds }, 'deletions.by': by } as object, {
      $pull: { deletions: { by } } as object,
    });
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

  /** Each in one write, which makes the document or finds no hold in it; answers the calls that are on hold. */
  private async writeToFree(callIds: string[], update: object): Promise<string[]> {
    const held: string[] = [];
    for (let left = callIds; left.length > 0;) {
      const taken = await this.writeAll(left, update);
      const found = new Set((await this.findAmong(taken)).map(({ callId }) => callId));
      held.push(...found);
      // Others were made at the same moment, or lifted since.
      left = taken.filter((id) => !found.has(id));
    }
    return held;
  }

  /** Answers those whose document was of another sort, or made at the same moment. */
  private async writeAll(callIds: string[], update: object): Promise<string[]> {
    const writes = callIds.map((_id) => ({
      updateOne: { filter: { _id, ...IS_NO_HOLD }, update, upsert: true },
    }));
    try {
      await this.holds.collection.bulkWrite(writes as never[], { ordered: false });
      return [];
    } catch (error) {
      return takenIn(error).flatMap((index) => callIds[index] ?? []);
    }
  }

  private async isWritten(filter: object, update: object): Promise<boolean> {
    try {
      await changeOrMakeOne(this.holds, filter, update);
      return true;
    } catch (error) {
      if (duplicateKeyFields(error)) return false;
      throw error;
    }
  }
}

const fromDocument = ({ _id, reason = '', since = NEVER }: HoldDocument): Hold => ({
  callId: _id,
  reason,
  since,
});
