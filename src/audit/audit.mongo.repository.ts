import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, QueryFilter } from 'mongoose';
import { databaseTime } from '../database/database-time.js';
import type { AuditFilter, AuditPart } from './audit-list.js';
import { AuditRepository, type FoundEntry, type OpenChain } from './audit.repository.js';
import {
  AUDIT_CHAIN_MODEL,
  AUDIT_ENTRY_MODEL,
  type AuditChainDocument,
  type AuditEntryDocument,
} from './audit.schema.js';
import { type Entry, type Head, idOf } from './entry.js';

type Query = QueryFilter<AuditEntryDocument>;

const READ_AT_ONCE = 500;

/** As it is stored, also where somebody has added to it: the seal is over all of it. */
const foundIn = ({ _id: id, ...entry }: AuditEntryDocument): FoundEntry => ({ id, entry: entry as Entry });
const entryIn = (document: AuditEntryDocument): Entry => foundIn(document).entry;

/**
 * Always bounded, for an index to serve it. Stored times are whole milliseconds, and SecantusDB's `$gte` on a descending
 * part of an index misses the equal.
 */
const timesOf = ({ from, until }: AuditFilter, { after }: AuditPart): object => ({
  $gt: new Date((from?.getTime() ?? 0) - 1),
  ...(until && { $lt: until }),
  ...(after && { $lte: after.at }),
});

const toQuery = (filter: AuditFilter, part: AuditPart): Query => {
  const { who, action, resource } = filter;
  const { after } = part;
  return {
    ...(resource !== undefined && { resource }),
    ...(who !== undefined && { who }),
    ...(action !== undefined && { action }),
    at: timesOf(filter, part),
    kind: resource === undefined ? 'begun' : { $in: ['begun', 'ended'] },
    ...(after && { $or: [{ at: { $lt: after.at } }, { _id: { $lt: after.id } }] }),
  };
};

@Injectable()
export class AuditMongoRepository extends AuditRepository {
  constructor(
    @InjectModel(AUDIT_ENTRY_MODEL) private readonly entries: Model<AuditEntryDocument>,
    @InjectModel(AUDIT_CHAIN_MODEL) private readonly chains: Model<AuditChainDocument>,
  ) {
    super();
  }

  async now(): Promise<Date> {
    return databaseTime(this.entries.db);
  }

  async append(entries: Entry[]): Promise<void> {
    const documents = entries.map((entry) => ({ _id: idOf(entry), ...entry }));
    await this.entries.collection.insertMany(documents as object[], { ordered: true, ignoreUndefined: true });
  }

  async find(filter: AuditFilter, part: AuditPart): Promise<Entry[]> {
    const found = await this.entries
      .find(toQuery(filter, part))
      .sort({ at: -1, _id: -1 })
      .limit(part.pageSize)
      .lean<AuditEntryDocument[]>();
    return found.map(entryIn);
  }

  async findByIds(ids: string[]): Promise<Entry[]> {
    return (await this.entries.find({ _id: { $in: ids } }).lean<AuditEntryDocument[]>()).map(entryIn);
  }

  async findHead(chain: string, from: number): Promise<Entry | null> {
    const [found] = await this.entries
      .find({ chain, seq: { $gte: from } })
      .sort({ chain: -1, seq: -1 })
      .limit(1)
      .lean<AuditEntryDocument[]>();
    return found ? entryIn(found) : null;
  }

  async findOlder(than: Date, besides: string[]): Promise<Entry | null> {
    const [found] = await this.entries
      .find({ at: { $lt: than }, ...(besides.length > 0 && { chain: { $nin: besides } }) })
      .sort({ at: 1, _id: 1 })
      .limit(1)
      .lean<AuditEntryDocument[]>();
    return found ? entryIn(found) : null;
  }

  async findBeginning(chain: string, limit: number): Promise<Entry[]> {
    const found = await this.entries
      .find({ chain })
      .sort({ chain: 1, seq: 1 })
      .limit(limit)
      .lean<AuditEntryDocument[]>();
    return found.map(entryIn);
  }

  async cut({ chain, seq }: Head): Promise<void> {
    await this.entries.deleteMany({ chain, seq: { $lte: seq } });
  }

  async *readAll(only?: 'anchors'): AsyncIterable<FoundEntry> {
    const found = this.entries
      .find(only ? { kind: 'anchor' } : {})
      .sort({ chain: 1, seq: 1 })
      .lean<AuditEntryDocument[]>()
      .cursor({ batchSize: READ_AT_ONCE });
    for await (const document of found) yield foundIn(document as unknown as AuditEntryDocument);
  }

  async findOpenChains(): Promise<OpenChain[]> {
    const found = await this.chains.find({}).lean<AuditChainDocument[]>();
    return found.map(({ _id: chain, ...rest }) => ({ chain, ...rest }));
  }

  async noteOpenChain({ chain, from, at }: OpenChain): Promise<void> {
    await this.chains.updateOne({ _id: chain }, { $set: { from, at } }, { upsert: true });
  }

  async forgetOpenChains(chains: string[]): Promise<void> {
    if (chains.length > 0) await this.chains.deleteMany({ _id: { $in: chains } });
  }
}
