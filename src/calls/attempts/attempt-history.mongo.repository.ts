import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { findDocuments } from '../../database/find-documents.js';
import { CALL_MODEL, type CallDocument } from '../model/call.schema.js';
import { attemptsByNumber, type DialledAttempt, type DialledSince, UNCOUNTED } from './attempt-history.js';
import { AttemptHistoryRepository } from './attempt-history.repository.js';

/** A range that is open at one end would also match what has no such field. */
const LATEST = new Date(Date.UTC(9999, 0));
const NEEDED = { to: 1, 'attempts.key': 1, 'attempts.createdAt': 1, 'attempts.submission': 1 } as const;
const ONE = { $sum: 1 };
const HAS_PRICE = { $ne: [{ $ifNull: ['$attempts.price', null] }, null] };
/** What is no amount counts as nothing. */
const AMOUNT = { $abs: { $convert: { input: '$attempts.price', to: 'double', onError: 0, onNull: 0 } } };

interface TallyRow {
  _id: string | null;
  calls: number;
  priced: number;
  spent: number;
}

const sumOf = (rows: TallyRow[]): DialledSince => ({
  calls: rows.reduce((sum, { calls }) => sum + calls, 0),
  callsBy: new Map(rows.flatMap(({ _id: by, calls }) => (by === null ? [] : [[by, calls]]))),
  spent: rows.reduce((sum, { spent }) => sum + spent, 0),
  unpriced: rows.reduce((sum, { calls, priced }) => sum + calls - priced, 0),
});

@Injectable()
export class AttemptHistoryMongoRepository extends AttemptHistoryRepository {
  constructor(@InjectModel(CALL_MODEL) private readonly calls: Model<CallDocument>) {
    super();
  }

  async findTo(numbers: string[], since: Date): Promise<Map<string, DialledAttempt[]>> {
    // Of one attempt: both ends of the range bound what is read of the index.
    const recent = {
      to: { $in: numbers },
      attempts: { $elemMatch: { createdAt: { $gte: since, $lte: LATEST } } },
    };
    return attemptsByNumber(await findDocuments(this.calls, recent, { projection: NEEDED }), since);
  }

  async tallySince(since: Date): Promise<DialledSince> {
    const recent = { 'attempts.createdAt': { $gte: since, $lte: LATEST } };
    const rows = await this.calls.aggregate<TallyRow>([
      { $match: recent },
      {
        $project: { requestedBy: 1, 'attempts.createdAt': 1, 'attempts.submission': 1, 'attempts.price': 1 },
      },
      { $unwind: '$attempts' },
      { $match: { ...recent, 'attempts.submission': { $nin: UNCOUNTED } } },
      {
        $group: {
          _id: { $ifNull: ['$requestedBy', null] },
          calls: ONE,
          priced: { $sum: { $cond: [HAS_PRICE, 1, 0] } },
          spent: { $sum: AMOUNT },
        },
      },
    ]);
    return sumOf(rows);
  }
}
