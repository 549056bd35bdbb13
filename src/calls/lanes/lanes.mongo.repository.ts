import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Sort } from 'mongodb';
import type { AnyBulkWriteOperation, Model } from 'mongoose';
import { changeOrMakeOne } from '../../database/change-one.js';
import { duplicateKeyFields } from '../../database/duplicate-key.js';
import { findDocuments } from '../../database/find-documents.js';
import { holdOf, type Lane, type LaneDue, priorityOfLane, type SettledLane } from '../model/lane.js';
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
  // One that is left is another one from then on: that it was to be held, and comes late, says nothing of it.
  const update = heldBy
    ? { $set: { at, heldBy: holdOf(heldBy, rev) } }
    : { $set: { at, rev: randomUUID() }, ...unheld };
  return [{ updateOne: { filter, update } }, ...others];
};

/** Whichever comes first: a lane that is missing is made, one that is there is looked at in time. */
const ensuring = ({ lane: _id, dueAt: at }: LaneDue): AnyBulkWriteOperation<LaneDocument>[] => {
  const missing = { at, rev: randomUUID(), priority: priorityOfLane(_id) };
  const tooLate = { _id, heldBy: null, at: { $gt: at } };
  return [
    { updateOne: { filter: { _id }, update: { $setOnInsert: missing }, upsert: true } },
    { updateOne: { filter: tooLate, update: { $set: { at, rev: randomUUID() } } } },
  ];
};

/** Where somebody else has just made a lane that was to be made, it is there for the second try. */
const orAgain = async (write: () => Promise<unknown>): Promise<void> => {
  try {
    await write();
  } catch (error) {
    if (!duplicateKeyFields(error)) throw error;
    await write();
  }
};

@Injectable()
export class LanesMongoRepository extends LanesRepository {
  constructor(@InjectModel(LANE_MODEL) private readonly lanes: Model<LaneDocument>) {
    super();
  }

  async ring(id: string, at: Date): Promise<void> {
    const priority = priorityOfLane(id);
    const rung = { $min: { at }, $set: { rev: randomUUID() }, $setOnInsert: { priority } };
    await orAgain(() => changeOrMakeOne(this.lanes, { _id: id }, rung));
  }

  async ensure(lanes: LaneDue[]): Promise<void> {
    const writes = lanes.flatMap(ensuring);
    if (writes.length > 0) await orAgain(() => this.write(writes));
  }

  async findDue(priorities: number[] | null, until: Date, limit: number): Promise<Lane[]> {
    // Without priorities its range holds those that are due alone.
    const due = { ...(priorities && { priority: { $in: priorities } }), at: { $lte: until } };
    const sort: Sort = priorities ? { priority: -1, at: 1 } : { at: 1 };
    const found = await findDocuments(this.lanes, due, { sort, limit });
    return found.map(({ _id, priority, at, rev }) => ({ id: _id, priority, at, rev }));
  }

  async find(ids: string[]): Promise<Lane[]> {
    const found = await findDocuments(this.lanes, { _id: { $in: ids } });
    return found.map(({ _id, priority, at, rev }) => ({ id: _id, priority, at, rev }));
  }

  async settle(lanes: SettledLane[]): Promise<void> {
    if (lanes.length > 0) await this.write(lanes.flatMap(writesOf));
  }

  async freeFromOthers(term: string, now: Date): Promise<void> {
    // Two ranges, each of which its index serves.
    await this.free({ $gt: '', $lt: term }, now);
    await this.free({ $gt: holdOf(term, LAST), $lt: LAST }, now);
  }

  freeOf(term: string, now: Date): Promise<void> {
    return this.free({ $gt: term, $lt: holdOf(term, LAST) }, now);
  }

  /** By the driver alone, as `changeOne`. */
  private async write(writes: AnyBulkWriteOperation<LaneDocument>[]): Promise<void> {
    await this.lanes.collection.bulkWrite(writes as never[], { ordered: false });
  }

  private async free(heldBy: { $gt: string; $lt: string }, now: Date): Promise<void> {
    // What its leader still says of it is late.
    const rev = randomUUID();
    await this.lanes.updateMany({ heldBy }, { $set: { at: now, rev }, $unset: { heldBy: '' } });
  }
}
