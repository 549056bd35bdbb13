import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, PipelineStage } from 'mongoose';
import { pageOffset } from '../../common/page.js';
import { readsWholeRanges } from '../../database/reads-whole-ranges.js';
import { type CallFilter, type CallList, type CallListPart, callListOf } from './call-list.js';
import { CallListRepository } from './call-list.repository.js';
import { allOf, clausesOf, following, madeBetween } from './call-query.mongo.js';
import { CALL_MODEL, type CallDocument, toCall, WITHOUT_EVENTS } from '../model/call.schema.js';
import { countByStretches, newestByStretches } from './newest-by-stretches.mongo.js';

/** A count of more takes long: on SecantusDB, and elsewhere. */
const QUICK_HERE = 1_000;
const QUICK = 20_000;

type Counted = Pick<CallList, 'total' | 'atLeast'>;

@Injectable()
export class CallListMongoRepository extends CallListRepository {
  private isLocal?: Promise<boolean>;

  constructor(@InjectModel(CALL_MODEL) private readonly calls: Model<CallDocument>) {
    super();
  }

  async find(filter: CallFilter, part: CallListPart): Promise<CallList> {
    const found = await this.newest(filter, part);
    return callListOf(await this.totalOf(filter, part, found.length), part, found.map(toCall));
  }

  private async newest(filter: CallFilter, part: CallListPart): Promise<CallDocument[]> {
    if (await this.readsWholeRanges()) return newestByStretches(this.calls.collection, filter, part);
    const query = { ...allOf(clausesOf(filter)), ...madeBetween(filter) };
    return this.calls
      .find('page' in part ? query : following(query, part.after), WITHOUT_EVENTS)
      .sort({ createdAt: -1, _id: -1 })
      .skip('page' in part ? pageOffset(part) : 0)
      .limit(part.pageSize + 1)
      .lean<CallDocument[]>();
  }

  private readsWholeRanges(): Promise<boolean> {
    this.isLocal ??= readsWholeRanges(this.calls.db).catch((error: unknown) => {
      delete this.isLocal;
      throw error;
    });
    return this.isLocal;
  }

  /** Counted only where it is asked for and the part does not tell. */
  private async totalOf(filter: CallFilter, part: CallListPart, found: number): Promise<Counted> {
    if (!('page' in part) || part.total === 'none') return { total: null, atLeast: 0 };
    const passed = pageOffset(part);
    if (found <= part.pageSize && (found > 0 || part.page === 1))
      return { total: passed + found, atLeast: 0 };
    if (part.total !== 'quick') return { total: await this.count(filter), atLeast: 0 };
    return this.countQuickly(filter, found > 0 ? passed + found : 0);
  }

  private async countQuickly(filter: CallFilter, atLeast: number): Promise<Counted> {
    const isLocal = await this.readsWholeRanges();
    const isBare = clausesOf(filter).length === 0 && !filter.from && !filter.until;
    if (isBare && !isLocal) return { total: await this.count(filter), atLeast };
    const most = isLocal ? QUICK_HERE : QUICK;
    const counted = isLocal
      ? await countByStretches(this.calls.collection, filter, most + 1)
      : await this.count(filter, most + 1);
    return counted > most ? { total: null, atLeast: Math.max(most, atLeast) } : { total: counted, atLeast };
  }

  /**
   * The number of all calls comes from the collection's own count, which looks at none. Elsewhere a server joins the
   * two stages, but SecantusDB, which finds an index for the first alone.
   */
  private async count(filter: CallFilter, most?: number): Promise<number> {
    const [first, ...others] = clausesOf(filter);
    const made = madeBetween(filter);
    if (!first && !made.createdAt) return this.calls.estimatedDocumentCount();
    const isBounded = made.createdAt !== undefined && !first?.values && first?.field !== '_id';
    const stages: PipelineStage[] = [
      { $match: { ...(first && !isBounded && allOf([first])), ...made } },
      { $match: allOf(isBounded && first ? [first, ...others] : others) },
      ...(most === undefined ? [] : [{ $limit: most }]),
    ];
    const [counted] = await this.calls.aggregate<{ n: number }>([...stages, { $count: 'n' }]);
    return counted?.n ?? 0;
  }
}
