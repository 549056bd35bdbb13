import { Injectable, Logger } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, QueryFilter } from 'mongoose';
import type { Call } from '../model/call.js';
import type { LaneDue } from '../model/lane.js';
import { findDocuments } from '../../database/find-documents.js';
import { CALL_MODEL, type CallDocument, toCall, WITHOUT_EVENTS } from '../model/call.schema.js';
import { CallQueueRepository } from './call-queue.repository.js';

/** A range that is open at one end would also match what has no such field. */
const EARLIEST = new Date(0);
const LATEST = new Date(Date.UTC(9999, 0));
const WAITS = { 'wait.dueAt': { $gte: EARLIEST, $lte: LATEST } };
const EXPIRES = { 'wait.expiresAt': { $gte: EARLIEST, $lte: LATEST } };

/** The calls to so many numbers are looked for at once. */
const NUMBERS_AT_ONCE = 500;

/** A lane, and when the first call in it becomes due. */
interface FirstDue {
  _id: string;
  dueAt: Date;
}

@Injectable()
export class CallQueueMongoRepository extends CallQueueRepository {
  private readonly logger = new Logger(CallQueueMongoRepository.name);

  constructor(@InjectModel(CALL_MODEL) private readonly calls: Model<CallDocument>) {
    super();
  }

  findInLane(lane: string, limit: number): Promise<Call[]> {
    return this.find({ 'wait.lane': lane }, { 'wait.dueAt': 1 }, 0, limit);
  }

  findExpired(at: Date, limit: number): Promise<Call[]> {
    const expired = { 'wait.expiresAt': { $gte: EARLIEST, $lte: at } };
    return this.find(expired, { 'wait.expiresAt': 1 }, 0, limit);
  }

  async findWaitingTo(numbers: string[]): Promise<Call[]> {
    const found: Call[] = [];
    for (let i = 0; i < numbers.length; i += NUMBERS_AT_ONCE) {
      const some = { to: { $in: numbers.slice(i, i + NUMBERS_AT_ONCE) }, ...WAITS };
      const calls = await this.calls.find(some, WITHOUT_EVENTS).lean<CallDocument[]>();
      found.push(...calls.flatMap((each) => this.read(each)));
    }
    return found;
  }

  async nextExpiry(): Promise<Date | null> {
    const first = await this.calls
      .findOne(EXPIRES, { 'wait.expiresAt': 1 })
      .sort({ 'wait.expiresAt': 1 })
      .lean<CallDocument>();
    return first?.wait?.expiresAt ?? null;
  }

  async *lanes(): AsyncIterable<LaneDue> {
    const lanes = this.calls
      .aggregate<FirstDue>([
        // In this form the server reads one entry of the index for each lane, however many calls wait in it.
        { $match: { 'wait.lane': { $gt: '' } } },
        { $sort: { 'wait.lane': 1, 'wait.dueAt': 1 } },
        { $group: { _id: '$wait.lane', dueAt: { $first: '$wait.dueAt' } } },
      ])
      .cursor();
    for await (const each of lanes as AsyncIterable<FirstDue>) yield { lane: each._id, dueAt: each.dueAt };
  }

  countLive(): Promise<number> {
    return this.calls.countDocuments({ live: { $gte: 1 } });
  }

  countWaiting(): Promise<number> {
    return this.calls.countDocuments(WAITS);
  }

  findWaiting(offset: number, limit: number): Promise<Call[]> {
    return this.find(WAITS, { 'wait.dueAt': 1 }, offset, limit);
  }

  /** One that cannot be read keeps no other one waiting. */
  private read(found: CallDocument): Call[] {
    try {
      return [toCall(found)];
    } catch (error) {
      this.logger.error(`Call ${found._id} cannot be read, and is left out`, error);
      return [];
    }
  }

  private async find(
    filter: QueryFilter<CallDocument>,
    sort: Record<string, 1 | -1>,
    skip: number,
    limit: number,
  ): Promise<Call[]> {
    const options = { projection: WITHOUT_EVENTS, sort, skip, limit };
    return (await findDocuments(this.calls, filter, options)).flatMap((found) => this.read(found));
  }
}
