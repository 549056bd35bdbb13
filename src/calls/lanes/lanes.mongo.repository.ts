import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { AnyBulkWriteOperation, Model, UpdateQuery } from 'mongoose';
import { duplicateKeyFields } from '../../database/duplicate-key.js';
import { holdOf, type Lane, priorityOfLane, type SettledLane } from '../model/lane.js';
import { LANE_MODEL, type LaneDocument } from './lane.schema.js';
import { LanesRepository } from './lanes.repository.js';

/** Above every term. */
const LAST = '\uffff';

const writesOf = (settled: SettledLane): AnyBulkWriteOperation<LaneDocument>[] => {
  const { id, rev, at, heldBy, leftBy } = settled;
  const filter = { _id: id, rev };
  const unheld = { $unset: { heldBy: '' as const } };
  const rung = leftBy && {
    filter: { _id: id, rev: { $ne: rev }, heldBy: holdOf(leftBy, rev) },
    update: { ...(at && { $min: { at } }), ...unheld },
  };
  const others = rung ? [{ updateOne: rung }] : [];
  if (!at) return [{ deleteOne: { filter } }, ...others];
  const update = { $set: { at, ...(heldBy && { heldBy: holdOf(heldBy, rev) }) }, ...(!heldBy && unheld) };
  return [{ updateOne: { filter, update } }, ...others];
};

@Injectable()
export class LanesMongoRepository extends LanesRepository {
  constructor(@InjectModel(LANE_MODEL) private readonly lanes: Model<LaneDocument>) {
    super();
  }

  ring(id: string, at: Date): Promise<void> {
    return this.upsert(id, { $min: { at }, $set: { rev: randomUUID() } });
  }

  async ensure(id: string, at: Date): Promise<void> {
    await this.upsert(id, { $setOnInsert: { at, rev: randomUUID() } });
    const tooLate = { _id: id, heldBy: null, at: { $gt: at } };
    await this.lanes.updateOne(tooLate, { $set: { at, rev: randomUUID() } });
  }

  async findDue(priorities: number[], until: Date, limit: number): Promise<Lane[]> {
    const found = await this.lanes
      .find({ priority: { $in: priorities }, at: { $lte: until } })
      .sort({ priority: -1, at: 1 })
      .limit(limit)
      .lean<LaneDocument[]>();
    return found.map(({ _id, priority, at, rev }) => ({ id: _id, priority, at, rev }));
  }

  async settle(lanes: SettledLane[]): Promise<void> {
    if (lanes.length > 0) await this.lanes.bulkWrite(lanes.flatMap(writesOf), { ordered: false });
  }

  private async upsert(id: string, { $setOnInsert, ...update }: UpdateQuery<LaneDocument>): Promise<void> {
    const insert = { $setOnInsert: { ...$setOnInsert, priority: priorityOfLane(id) } };
    const write = () => this.lanes.updateOne({ _id: id }, { ...update, ...insert }, { upsert: true });
    try {
      await write();
    } catch (error) {
      // Another one has just made it.
      if (!duplicateKeyFields(error)) throw error;
      await write();
    }
  }

  async freeFromOthers(term: string, now: Date): Promise<void> {
    const free = { $set: { at: now }, $unset: { heldBy: '' as const } };
    // Two ranges, each of which its index serves.
    await this.lanes.updateMany({ heldBy: { $gt: '', $lt: term } }, free);
    await this.lanes.updateMany({ heldBy: { $gt: holdOf(term, LAST), $lt: LAST } }, free);
  }
}
