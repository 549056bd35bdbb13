import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, PipelineStage } from 'mongoose';
import { pageOffset } from '../../common/page.js';
import { findDocuments } from '../../database/find-documents.js';
import { following } from '../../database/following.js';
import { madeBetween } from '../../database/made-between.js';
import { readsWholeRanges } from '../../database/reads-whole-ranges.js';
import { type CallFilter, type CallList, type CallListPart, callListOf, countingOf } from './call-list.js';
import { CallListRepository } from './call-list.repository.js';
import {
  allOf,
  type Clause,
  clausesOf,
  isCombined,
  NEWEST_FIRST,
  newestOf,
  piecesOf,
} from './call-query.mongo.js';
import { type Looked, lookForNewest } from './bounded-look.mongo.js';
import { CALL_MODEL, type CallDocument, toCall, WITHOUT_EVENTS } from '../model/call.schema.js';
import { listByStretches } from './newest-by-stretches.mongo.js';

/** A count of more would cost more than the page. */
const QUICK = 1_000;

/** Of a page that is farther back the server sorts what it finds. */
const MOST_PASSED = 10_000;

type Counted = Pick<CallList, 'total' | 'atLeast'>;

@Injectable()
export class CallListMongoRepository extends CallListRepository {
  private isLocal?: Promise<boolean>;

  constructor(@InjectModel(CALL_MODEL) private readonly calls: Model<CallDocument>) {
    super();
  }

  async find(filter: CallFilter, part: CallListPart): Promise<CallList> {
    const isLocal = await this.readsWholeRanges();
    const isExact = countingOf(part) === 'exact';
    if (!isExact && (isLocal || isCombined(filter))) return this.look(filter, part, isLocal);
    const found = isLocal ? (await this.listLocally(filter, part)).found : await this.newest(filter, part);
    return callListOf(await this.totalOf(filter, part, found.length), part, found.map(toCall));
  }

  private listLocally(filter: CallFilter, part: CallListPart): Promise<Looked> {
    return listByStretches(this.calls.collection, filter, part, QUICK);
  }

  /** Where others stand behind what was looked at, those that were found are no total. */
  private async look(filter: CallFilter, part: CallListPart, isLocal: boolean): Promise<CallList> {
    const { found, end, counted, isWhole } = await (isLocal
      ? this.listLocally(filter, part)
      : lookForNewest(this.calls, filter, part));
    const isCounted = countingOf(part) !== 'none';
    const known = { total: isCounted && isWhole ? counted : null, atLeast: isCounted ? counted : 0 };
    return callListOf(known, part, found.map(toCall), end);
  }

  private async newest(filter: CallFilter, part: CallListPart): Promise<CallDocument[]> {
    const [clause, ...others] = clausesOf(filter);
    const passed = 'page' in part ? pageOffset(part) : 0;
    const pieces = clause && others.length === 0 ? piecesOf(clause) : [];
    if (pieces.length < 2 || passed > MOST_PASSED)
      return this.findNewest(filter, part, clausesOf(filter), passed, part.pageSize + 1);
    const found = await Promise.all(
      pieces.map((piece) => this.findNewest(filter, part, [piece], 0, passed + part.pageSize + 1)),
    );
    return newestOf(found.flat()).slice(passed, passed + part.pageSize + 1);
  }

  private findNewest(
    filter: CallFilter,
    part: CallListPart,
    clauses: Clause[],
    skip: number,
    limit: number,
  ): Promise<CallDocument[]> {
    const query = { ...allOf(clauses), ...madeBetween(filter) };
    return findDocuments(this.calls, 'page' in part ? query : following(query, part.after), {
      projection: WITHOUT_EVENTS,
      sort: NEWEST_FIRST,
      skip,
      limit,
    });
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
    const isBare = clausesOf(filter).length === 0 && !filter.from && !filter.until;
    if (isBare) return { total: await this.count(filter), atLeast };
    const count = await this.count(filter, QUICK + 1);
    return count > QUICK ? { total: null, atLeast: Math.max(QUICK, atLeast) } : { total: count, atLeast };
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
