import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { AnyBulkWriteOperation } from 'mongodb';
import type { Model } from 'mongoose';
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
import { placeOf, putting, staling } from './analytics-writes.schema.js';
import { type Entry, groupsAt, type Summary } from './summary.js';

const ONLY = 'results';
/** So many documents are written or looked for at once. */
const BATCH = 1000;

const batchesOf = <T>(all: T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / BATCH) }, (_, i) => all.slice(i * BATCH, (i + 1) * BATCH));

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
    for (const batch of batchesOf(generations.flatMap((each) => entries.map((entry) => ({ each, entry }))))) {
      await this.upsertAll(
        this.entries,
        batch.map(({ each, entry }) => putting(each, entry)),
      );
      // Also the places that another version of these calls had.
      const ids = batch.map(({ each, entry }) => `${each}:${entry.callId}`);
      const stored = await this.entries
        .find({ _id: { $in: ids } }, { places: 1 })
        .lean<Pick<EntryDocument, 'places'>[]>();
      const places = [...new Set(stored.flatMap((each) => each.places))];
      for (const some of batchesOf(places)) await this.upsertAll(this.summaries, some.map(staling));
    }
  }

  async findStale(limit: number): Promise<StaleQuarter[]> {
    const found = await this.summaries
      .find({ stale: true }, { generation: 1, at: 1, changes: 1 })
      .limit(limit)
      .lean<SummaryDocument[]>();
    return found.map(({ generation, at, changes }) => ({ generation, at, changes }));
  }

  async sumUp({ generation, at, changes }: StaleQuarter): Promise<void> {
    const _id = placeOf(generation, at);
    const entries = await this.entries
      .find({ places: _id }, { parts: 1 })
      .lean<Pick<EntryDocument, 'parts'>[]>();
    const summed = { groups: groupsAt(at, entries), summed: changes };
    const isLatest = await this.summaries.collection.updateOne({ _id, changes } as object, {
      $set: summed,
      $unset: { stale: '' },
    });
    if (isLatest.matchedCount === 0)
      await this.summaries.collection.updateOne({ _id, summed: { $lt: changes } } as object, {
        $set: summed,
      });
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

  /** Of two that insert the same at once, the slower fails and then finds it; one that has nothing to change fails again. */
  private async upsertAll<T>(model: Model<T>, writes: AnyBulkWriteOperation[]): Promise<void> {
    for (let isAgain = false; writes.length > 0; isAgain = true) {
      try {
        await model.collection.bulkWrite(writes as never[], { ordered: false });
        return;
      } catch (error) {
        const failed = failedWrites(error);
        if (!failed) throw error;
        if (isAgain) return;
        writes = failed.map((index) => writes[index]).filter((each) => each !== undefined);
      }
    }
  }
}

const unlessTaken = (error: unknown): void => {
  if (!duplicateKeyFields(error)) throw error;
};

/** Which of the writes found their id taken; null where anything else failed. */
const failedWrites = (error: unknown): number[] | null => {
  if (!duplicateKeyFields(error)) return null;
  const { writeErrors } = error as { writeErrors?: { index: number; code: number }[] };
  const all = writeErrors ?? [];
  return all.length > 0 && all.every(({ code }) => code === 11_000) ? all.map(({ index }) => index) : null;
};
