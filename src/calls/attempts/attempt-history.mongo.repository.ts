import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { CALL_MODEL, type CallDocument } from '../model/call.schema.js';
import { attemptsByNumber, type DialledAttempt, type DialledSince, tallyOf } from './attempt-history.js';
import { AttemptHistoryRepository } from './attempt-history.repository.js';

/** A range that is open at one end would also match what has no such field. */
const LATEST = new Date(Date.UTC(9999, 0));
const NEEDED = {
  to: 1,
  requestedBy: 1,
  'attempts.key': 1,
  'attempts.createdAt': 1,
  'attempts.submission': 1,
  'attempts.price': 1,
} as const;

@Injectable()
export class AttemptHistoryMongoRepository extends AttemptHistoryRepository {
  constructor(@InjectModel(CALL_MODEL) private readonly calls: Model<CallDocument>) {
    super();
  }

  async findTo(numbers: string[], since: Date): Promise<Map<string, DialledAttempt[]>> {
    const recent = { to: { $in: numbers }, 'attempts.createdAt': { $gte: since, $lte: LATEST } };
    return attemptsByNumber(await this.calls.find(recent, NEEDED).lean<CallDocument[]>(), since);
  }

  async tallySince(since: Date): Promise<DialledSince> {
    const recent = { 'attempts.createdAt': { $gte: since, $lte: LATEST } };
    return tallyOf(await this.calls.find(recent, NEEDED).lean<CallDocument[]>(), since);
  }
}
