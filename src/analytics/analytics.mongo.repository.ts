import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { AnyBulkWriteOperation, BulkWriteResult } from 'mongodb';
import type { Model } from 'mongoose';
import { inBatches } from '../common/in-batches.js';
import { duplicateKeyFields } from '../database/duplicate-key.js';
import { AnalyticsRepository, type Generations, type StaleQuarter } from './analytics.repository.js';
import {
  ENTRY_MODEL,
  type EntryDocument,
  GENERATIONS_MODEL,
  type GenerationsDocument,
  SUMMARY_MODEL,
  type SummaryDocument,
} from './analytics.schema.js';
import { markStale } from './stale.mongo.repository.js';
import { putEntries } from './entries.mongo.repository.js';
import { groupsOf, summing, summingLater } from './sums.mongo.repository.js';
import type { Entry, Summary } from './summary.js';

const ONLY = 'results';

@Injectable()
export class AnalyticsMongoRepository extends AnalyticsRepository {
  constructor(
    @InjectModel(ENTRY_MODEL) private readonly entries: Model<EntryDocument>,
    @InjectModel(SUMMARY_MODEL) private readonly summaries: Model<SummaryDocument>,
    @InjectModel(GENERATIONS_MODEL) private readonly sets: Model<GenerationsDocument>,
  ) {
    super();
  }

  async generations(): Promise<Generations> {
    const found = await this.sets.findById(ONLY).lean<GenerationsDocument>();
    const building = found?.building;
    return { current: found?.current ?? 1, ...(building && { building }) };
  }

  async put(generations: number[], entries: Entry[]): Promise<void> {
    for (const generation of generations) {
      const places = await putEntries(this.entries, generation, entries);
      await markStale(this.summaries, places);
    }
  }

  findStale(atOnce: number): AsyncIterable<StaleQuarter[]> {
    const found = this.summaries
      .find({ stale: true }, { _id: 0, generation: 1, at: 1, changes: 1 })
      .lean<StaleQuarter[]>()
      .cursor({ batchSize: atOnce });
    return inBatches<StaleQuarter>(found, atOnce);
  }

  async sumUp(stale: StaleQuarter[]): Promise<void> {
    if (stale.length === 0) return;
    const groups = await groupsOf(this.entries, stale);
    const { matchedCount } = await this.write(stale.map((each) => summing(each, groups)));
    // The others have changed since.
    if (matchedCount < stale.length) await this.write(stale.map((each) => summingLater(each, groups)));
  }

  async read(from: number, until: number, groups: string[]): Promise<Summary[]> {
    const { current } = await this.generations();
    const found = await this.summaries
      .find(
        { generation: current, at: { $gte: from, $lt: until } },
        { at: 1, ...Object.fromEntries(groups.map((group) => [`groups.${group}`, 1])) },
      )
      .sort({ at: 1 })
      .lean<SummaryDocument[]>();
    return found.map(({ at, groups: own = {} }) => ({ at, groups: own }));
  }

  async readAll(): Promise<Summary[]> {
    const { current } = await this.generations();
    const found = await this.summaries.find({ generation: current }).lean<SummaryDocument[]>();
    return found.map(({ at, groups = {} }) => ({ at, groups }));
  }

  async findNoted(from: number, until: number, limit: number): Promise<string[]> {
    const { current } = await this.generations();
    const found = await this.entries
      .find({ notesAt: { $gte: from, $lt: until }, generation: current }, { callId: 1 })
      .sort({ notesAt: -1 })
      .limit(limit)
      .lean<Pick<EntryDocument, 'callId'>[]>();
    return found.map(({ callId }) => callId);
  }

  async begin(): Promise<number> {
    await this.sets
      .updateOne({ _id: ONLY }, { $setOnInsert: { current: 1, last: 1 } }, { upsert: true })
      .catch(unlessTaken);
    const begun = await this.sets
      .findOneAndUpdate({ _id: ONLY }, { $inc: { last: 1 } }, { returnDocument: 'after' })
      .lean<GenerationsDocument>();
    const next = begun?.last ?? 0;
    await this.sets.updateOne({ _id: ONLY }, { $max: { building: next } });
    // Nobody reads these: what was read before the last switch, and what was never switched to.
    const { current } = await this.generations();
    for (const generation of [{ $lt: current }, { $gt: current, $lt: next }]) {
      await this.entries.deleteMany({ generation });
      await this.summaries.deleteMany({ generation });
    }
    return next;
  }

  async switchTo(generation: number): Promise<boolean> {
    const { matchedCount } = await this.sets.updateOne(
      { _id: ONLY, building: generation },
      { $set: { current: generation }, $unset: { building: '' } },
    );
    return matchedCount === 1;
  }

  private write(summings: AnyBulkWriteOperation[]): Promise<BulkWriteResult> {
    return this.summaries.collection.bulkWrite(summings as never[], { ordered: false });
  }
}

const unlessTaken = (error: unknown): void => {
  if (!duplicateKeyFields(error)) throw error;
};
