import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, QueryFilter } from 'mongoose';
import { changeOne } from '../../database/change-one.js';
import { findDocuments } from '../../database/find-documents.js';
import type { StoreName } from '../../storage/content-store.js';
import { RECORDING_STATUSES } from '../recording.js';
import { RECORDING_MODEL, type RecordingDocument } from '../recording.schema.js';
import { CopiesRepository } from './copies.repository.js';
import type { Copy, CopyResult, DueCopy } from './copy.js';

const COMPLETED = RECORDING_STATUSES.indexOf('completed');
const FREE = { 'copy.tryAt': '', 'copy.busyUntil': '' };

@Injectable()
export class CopiesMongoRepository extends CopiesRepository {
  constructor(@InjectModel(RECORDING_MODEL) private readonly recordings: Model<RecordingDocument>) {
    super();
  }

  enrol(at: Date, limit: number): Promise<number> {
    const copy: Copy = { stage: 'waiting', tries: 0, failures: 0, tryAt: at };
    return this.setOfEach({ 'copy.stage': null, rank: COMPLETED }, { copy }, limit);
  }

  reopen(at: Date, limit: number): Promise<number> {
    return this.setOfEach({ 'copy.stage': 'copied', 'copy.tryAt': null }, { 'copy.tryAt': at }, limit);
  }

  async due(now: Date, limit: number): Promise<DueCopy[]> {
    const found = await findDocuments(
      this.recordings,
      { 'copy.tryAt': { $lte: now } },
      { projection: { 'copy.tries': 1 }, sort: { 'copy.tryAt': 1 }, limit },
    );
    return found.map(({ _id, copy }) => ({ sid: _id, tries: copy?.tries ?? 0 }));
  }

  async take({ sid, tries }: DueCopy, until: Date, store?: StoreName): Promise<DueCopy | null> {
    const taken = await changeOne(
      this.recordings,
      { _id: sid, 'copy.tries': tries, 'copy.tryAt': { $exists: true } },
      {
        $set: { 'copy.tryAt': until, 'copy.busyUntil': until },
        $inc: { 'copy.tries': 1 },
        ...(store && { $addToSet: { 'copy.stores': store } }),
      },
    );
    return taken ? { sid, tries: tries + 1 } : null;
  }

  async finish({ sid, tries }: DueCopy, { stage, failures, tryAt, whole }: CopyResult): Promise<boolean> {
    const mine = { _id: sid, 'copy.tries': tries };
    const isKept = await changeOne(
      this.recordings,
      { ...mine, 'removal.at': { $exists: false } },
      {
        $set: {
          'copy.failures': failures,
          ...(stage && { 'copy.stage': stage }),
          ...(tryAt && { 'copy.tryAt': tryAt }),
          ...(whole && { 'copy.at': whole.at, 'copy.store': whole.store, 'copy.sounds': whole.sounds }),
        },
        $unset: tryAt ? { 'copy.busyUntil': '' } : FREE,
      },
    );
    // Whoever deletes it waits for this.
    if (!isKept) await changeOne(this.recordings, mine, { $unset: FREE });
    return isKept;
  }

  async close(sid: string): Promise<void> {
    await changeOne(
      this.recordings,
      { _id: sid },
      { $set: { copy: { stage: 'removed', tries: 0, failures: 0 } } },
    );
  }

  private async setOfEach(
    filter: QueryFilter<RecordingDocument>,
    set: object,
    limit: number,
  ): Promise<number> {
    const found = await findDocuments(this.recordings, filter, { projection: { _id: 1 }, limit });
    for (const { _id } of found) await changeOne(this.recordings, { ...filter, _id }, { $set: set });
    return found.length;
  }
}
