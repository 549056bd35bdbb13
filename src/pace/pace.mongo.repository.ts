import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { duplicateKeyFields } from '../database/duplicate-key.js';
import type { Breaker } from './breaker.js';
import type { Grant, Pace, SlotRequest } from './pace.js';
import { PaceRepository } from './pace.repository.js';
import { NEW_PACE, PACE_ID, PACE_MODEL, type PaceDocument, toPace } from './pace.schema.js';
import { reserveUpdate } from './reserve-update.js';

const ONE = { _id: PACE_ID };

@Injectable()
export class PaceMongoRepository extends PaceRepository {
  constructor(@InjectModel(PACE_MODEL) private readonly paces: Model<PaceDocument>) {
    super();
  }

  async open(): Promise<void> {
    // SecantusDB stalls where a collection is created, and upserted into, at the same moment.
    await this.paces.init();
    try {
      await this.paces.updateOne(ONE, { $setOnInsert: NEW_PACE }, { upsert: true });
    } catch (error) {
      // Another instance has just made it.
      if (!duplicateKeyFields(error)) throw error;
    }
  }

  async find(): Promise<Pace> {
    const found = await this.paces.findById(PACE_ID).lean<PaceDocument>();
    return found ? toPace(found) : NEW_PACE;
  }

  async reserve(request: SlotRequest): Promise<Grant> {
    const update = (): Promise<PaceDocument | null> =>
      this.paces
        .findOneAndUpdate(ONE, reserveUpdate(request), { returnDocument: 'after', updatePipeline: true })
        .lean<PaceDocument>();
    let given = await update();
    if (!given) {
      await this.open();
      given = await update();
    }
    const { granted, first, now } = given ?? {};
    if (!given || granted === undefined || first === undefined || !now) {
      throw new Error('The record of the pace is missing');
    }
    return { granted, first, now, pace: toPace(given) };
  }

  async setPaused(isPaused: boolean, at: Date): Promise<boolean> {
    const { modifiedCount } = isPaused
      ? await this.paces.updateOne({ ...ONE, pausedAt: null }, { $set: { pausedAt: at } })
      : await this.paces.updateOne({ ...ONE, pausedAt: { $ne: null } }, { $unset: { pausedAt: '' } });
    return modifiedCount === 1;
  }

  async changeBreaker(version: number, breaker: Breaker): Promise<boolean> {
    const { matchedCount } = await this.paces.updateOne(
      { ...ONE, 'breaker.version': version },
      { $set: { breaker } },
    );
    return matchedCount === 1;
  }
}
