import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { duplicateKeyFields } from '../../database/duplicate-key.js';
import { findDocuments } from '../../database/find-documents.js';
import { type DoNotCallEntry, STRIPPED } from './do-not-call-entry.js';
import { DoNotCallRepository } from './do-not-call.repository.js';
import { DO_NOT_CALL_MODEL, type DoNotCallDocument } from './do-not-call.schema.js';

/** As many are looked up or written at once. */
const AT_ONCE = 1_000;

const toDocument = ({ id, ...rest }: DoNotCallEntry): DoNotCallDocument => ({ _id: id, ...rest });

@Injectable()
export class DoNotCallMongoRepository extends DoNotCallRepository {
  constructor(@InjectModel(DO_NOT_CALL_MODEL) private readonly entries: Model<DoNotCallDocument>) {
    super();
  }

  async add(entries: DoNotCallEntry[]): Promise<number> {
    let added = 0;
    for (let i = 0; i < entries.length; i += AT_ONCE)
      added += await this.addSome(entries.slice(i, i + AT_ONCE).map(toDocument));
    return added;
  }

  async remove(id: string): Promise<boolean> {
    return (await this.entries.deleteOne({ _id: id })).deletedCount === 1;
  }

  async strip(ids: string[]): Promise<void> {
    await this.entries.updateMany({ _id: { $in: ids } }, { $set: STRIPPED, $unset: { note: '' } });
  }

  async find(id: string): Promise<DoNotCallEntry | null> {
    const found = await this.entries.findById(id).lean<DoNotCallDocument>();
    if (!found) return null;
    const { _id, ...rest } = found;
    return { id: _id, ...rest };
  }

  async findListed(ids: string[]): Promise<Set<string>> {
    const listed = new Set<string>();
    for (let i = 0; i < ids.length; i += AT_ONCE) {
      const some = { _id: { $in: ids.slice(i, i + AT_ONCE) } };
      for (const { _id } of await findDocuments(this.entries, some, { projection: { _id: 1 } }))
        listed.add(_id);
    }
    return listed;
  }

  private async addSome(documents: DoNotCallDocument[]): Promise<number> {
    try {
      const { insertedCount } = await this.entries.collection.insertMany(documents as never[], {
        ordered: false,
        ignoreUndefined: true,
      });
      return insertedCount;
    } catch (error) {
      if (!duplicateKeyFields(error)) throw error;
      return (error as { result?: { insertedCount: number } }).result?.insertedCount ?? 0;
    }
  }
}
