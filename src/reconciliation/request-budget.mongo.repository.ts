import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { duplicateKeyFields } from '../database/duplicate-key.js';
import type { BudgetGrant, BudgetRequest } from './request-budget.js';
import { RequestBudgetRepository } from './request-budget.repository.js';
import { BUDGET_ID, REQUEST_BUDGET_MODEL, type RequestBudgetDocument } from './request-budget.schema.js';

const ONE = { _id: BUDGET_ID };

/** Takes slots from the one record; the record after the update holds the grant. */
const takeUpdate = ({ count, gapMs, horizonMs }: BudgetRequest): { $set: Record<string, unknown> }[] => {
  const horizon = { $add: ['$now', horizonMs] };
  const possible = { $add: [1, { $floor: { $divide: [{ $subtract: [horizon, '$first'] }, gapMs] } }] };
  // A next slot far beyond the horizon shows that the database's clock was set back: it begins anew.
  const isLost = { $gt: ['$next', { $add: ['$now', 2 * horizonMs] }] };
  return [
    { $set: { now: { $toLong: '$$NOW' } } },
    { $set: { first: { $cond: [isLost, '$now', { $max: ['$next', '$now'] }] } } },
    { $set: { granted: { $max: [0, { $min: [count, possible] }] } } },
    { $set: { next: { $add: ['$first', { $multiply: ['$granted', gapMs] }] } } },
  ];
};

@Injectable()
export class RequestBudgetMongoRepository extends RequestBudgetRepository {
  constructor(@InjectModel(REQUEST_BUDGET_MODEL) private readonly budgets: Model<RequestBudgetDocument>) {
    super();
  }

  async take(request: BudgetRequest): Promise<BudgetGrant> {
    const given = (await this.update(request)) ?? (await this.begin(request));
    const { granted, first, now } = given ?? {};
    if (granted === undefined || first === undefined || now === undefined)
      throw new Error('The record of the requests to Twilio is missing');
    return { count: Number(granted), firstInMs: Number(first) - Number(now) };
  }

  private update(request: BudgetRequest): Promise<RequestBudgetDocument | null> {
    return this.budgets
      .findOneAndUpdate(ONE, takeUpdate(request), { returnDocument: 'after', updatePipeline: true })
      .lean<RequestBudgetDocument>();
  }

  private async begin(request: BudgetRequest): Promise<RequestBudgetDocument | null> {
    // SecantusDB stalls where a collection is created, and upserted into, at the same moment.
    await this.budgets.init();
    try {
      await this.budgets.updateOne(ONE, { $setOnInsert: { next: 0 } }, { upsert: true });
    } catch (error) {
      // Another instance made the record first.
      if (!duplicateKeyFields(error)) throw error;
    }
    return this.update(request);
  }
}
