import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, QueryFilter } from 'mongoose';
import { pageOffset } from '../../common/page.js';
import { type CallFilter, type CallList, type CallListPart, callListOf } from './call-list.js';
import { CallListRepository } from './call-list.repository.js';
import { CALL_MODEL, type CallDocument, toCall, WITHOUT_EVENTS } from '../model/call.schema.js';
import { callRanksOf } from '../model/call-status.js';

type Query = QueryFilter<CallDocument>;

const STRETCHES_MS = [3_600_000, 86_400_000];

/** Stored times are whole milliseconds, and SecantusDB's `$gte` on a descending part of an index misses the equal. */
const after = (from: Date): Date => new Date(from.getTime() - 1);

const madeBetween = ({ from, until }: CallFilter): Query =>
  from || until ? { createdAt: { ...(from && { $gt: after(from) }), ...(until && { $lt: until }) } } : {};

const countedAs = ({ result, anyResult }: CallFilter): Query => {
  if (anyResult === undefined) return result === undefined ? {} : { results: result };
  return { results: { $in: anyResult }, ...(result !== undefined && { $and: [{ results: result }] }) };
};

const toQuery = (filter: CallFilter): Query => ({
  ...(filter.ids && { _id: { $in: filter.ids } }),
  ...(filter.statuses && { rank: { $in: filter.statuses.flatMap(callRanksOf) } }),
  ...(filter.userHandles && { userExternalId: { $in: filter.userHandles } }),
  ...(filter.to !== undefined && { to: filter.to }),
  ...(filter.hasRecording !== undefined && { hasRecording: filter.hasRecording }),
  ...(filter.hasFeedback !== undefined && { hasFeedback: filter.hasFeedback }),
  ...(filter.campaignId !== undefined && { 'plan.campaignId': filter.campaignId }),
  // The pairs are a list of lists, of which one equals this; without $eq Mongoose would look for either word.
  ...(filter.metadata && { 'plan.metadata': { $eq: filter.metadata } }),
  ...countedAs(filter),
  ...madeBetween(filter),
});

/** The range is said apart from the id, for the server to bound its look at the index by it. */
const following = (query: Query, part: CallListPart): Query => {
  if ('page' in part) return query;
  const { createdAt, id } = part.after;
  return {
    ...query,
    createdAt: { ...(query.createdAt as object | undefined), $lte: createdAt },
    $or: [{ createdAt: { $lt: createdAt } }, { _id: { $lt: id } }],
  };
};

@Injectable()
export class CallListMongoRepository extends CallListRepository {
  constructor(@InjectModel(CALL_MODEL) private readonly calls: Model<CallDocument>) {
    super();
  }

  async find(filter: CallFilter, part: CallListPart): Promise<CallList> {
    const query = toQuery(filter);
    const [total, found] = await Promise.all([this.count(query), this.newest(query, part)]);
    return callListOf(total, part, found.map(toCall));
  }

  /** The local server sorts all that it is asked for: of a list without filters that is the last hour or day, where that fills the part. */
  private async newest(query: Query, part: CallListPart): Promise<CallDocument[]> {
    const isBare = Object.keys(query).length === 0;
    const end = 'page' in part ? Date.now() : part.after.createdAt.getTime();
    for (const ms of isBare ? STRETCHES_MS : []) {
      const found = await this.look({ createdAt: { $gt: new Date(end - ms) } }, part);
      if (found.length > part.pageSize) return found;
    }
    return this.look(query, part);
  }

  private look(query: Query, part: CallListPart): Promise<CallDocument[]> {
    return this.calls
      .find(following(query, part), WITHOUT_EVENTS)
      .sort({ createdAt: -1, _id: -1 })
      .skip('page' in part ? pageOffset(part) : 0)
      .limit(part.pageSize + 1)
      .lean<CallDocument[]>();
  }

  /** The number of all calls comes from the collection's own count, which looks at none. */
  private async count(query: Query): Promise<number> {
    return Object.keys(query).length === 0
      ? this.calls.estimatedDocumentCount()
      : this.calls.countDocuments(query);
  }
}
