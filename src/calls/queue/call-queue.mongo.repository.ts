import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, QueryFilter, UpdateQuery } from 'mongoose';
import type { Call } from '../model/call.js';
import { CallQueueRepository, type GivenTurn } from './call-queue.repository.js';
import { CALL_MODEL, type CallDocument, toCall, WITHOUT_EVENTS } from '../model/call.schema.js';

/** Bounds on both sides: a range that is open at one end would also match what has no such field. */
const EARLIEST = new Date(0);
const LATEST = new Date(Date.UTC(9999, 0));
/** A server may let no other write of calls through meanwhile: more at a time would make calls late that are being dialled. */
const TURNS_AT_ONCE = 50;
const HAS_TURN = { 'queue.turn': { $gte: 0 } };

@Injectable()
export class CallQueueMongoRepository extends CallQueueRepository {
  constructor(@InjectModel(CALL_MODEL) private readonly calls: Model<CallDocument>) {
    super();
  }

  findDue(until: Date, limit: number, first: 'longest' | 'last' = 'longest'): Promise<Call[]> {
    const order = { 'queue.dueAt': first === 'longest' ? 1 : -1 } as const;
    return this.find({ 'queue.dueAt': { $gte: EARLIEST, $lte: until } }, order, 0, limit);
  }

  async giveTurns(turns: GivenTurn[]): Promise<void> {
    const updates = turns.map(({ id, dueAt, turn }) => ({
      updateOne: {
        filter: { _id: id, 'queue.dueAt': dueAt },
        update: { $set: { 'queue.turn': turn, 'queue.why': 'slot' }, $unset: { 'queue.dueAt': '' as const } },
      },
    }));
    for (let from = 0; from < updates.length; from += TURNS_AT_ONCE) {
      await this.calls.bulkWrite(updates.slice(from, from + TURNS_AT_ONCE), { ordered: false });
    }
  }

  findReady(limit: number, below?: number): Promise<Call[]> {
    const ready = below === undefined ? HAS_TURN : { 'queue.turn': { $gte: 0, $lt: below } };
    return this.find(ready, { 'queue.turn': 1 }, 0, limit);
  }

  async claim({ id, queue }: Call, leaseUntil: Date): Promise<number | null> {
    if (queue?.turn === undefined) return null;
    const claimed = await this.write(
      { _id: id, 'queue.turn': queue.turn, 'queue.fence': queue.fence },
      { $set: { 'queue.dueAt': leaseUntil }, $unset: { 'queue.turn': '' }, $inc: { 'queue.fence': 1 } },
    );
    return claimed ? queue.fence + 1 : null;
  }

  giveBack(id: string, fence: number, turn: number): Promise<boolean> {
    return this.write(
      { ...this.claimed(id, fence), 'queue.turn': null },
      { $set: { 'queue.turn': turn, 'queue.why': 'slot' }, $unset: { 'queue.dueAt': '' } },
    );
  }

  countLive(): Promise<number> {
    return this.calls.countDocuments({ live: { $gte: 1 } });
  }

  async countWaiting(): Promise<number> {
    const due = { 'queue.dueAt': { $gte: EARLIEST, $lte: LATEST } };
    const counts = await Promise.all([HAS_TURN, due].map((filter) => this.calls.countDocuments(filter)));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  async findWaiting(offset: number, limit: number): Promise<Call[]> {
    const ready = await this.find(HAS_TURN, { 'queue.turn': 1 }, offset, limit);
    if (ready.length === limit) return ready;
    const before = offset === 0 ? ready.length : await this.calls.countDocuments(HAS_TURN);
    const due = { 'queue.dueAt': { $gte: EARLIEST, $lte: LATEST } };
    const skip = Math.max(0, offset - before);
    return [...ready, ...(await this.find(due, { 'queue.dueAt': 1 }, skip, limit - ready.length))];
  }

  /** A call whose newest claim has this fence. */
  private claimed(id: string, fence: number): QueryFilter<CallDocument> {
    return { _id: id, 'queue.fence': fence };
  }

  private async find(
    filter: QueryFilter<CallDocument>,
    sort: Record<string, 1 | -1>,
    skip: number,
    limit: number,
  ): Promise<Call[]> {
    const query = this.calls.find(filter, WITHOUT_EVENTS).sort(sort).skip(skip).limit(limit);
    return (await query.lean<CallDocument[]>()).map(toCall);
  }

  private async write(
    filter: QueryFilter<CallDocument>,
    update: UpdateQuery<CallDocument>,
  ): Promise<boolean> {
    return (await this.calls.updateOne(filter, update)).matchedCount === 1;
  }
}
