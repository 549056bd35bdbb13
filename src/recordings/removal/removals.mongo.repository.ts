import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { changeOne, changeOrMakeOne } from '../../database/change-one.js';
import { findDocument } from '../../database/find-documents.js';
import type { RecordingOwner } from '../recording.js';
import { RECORDING_MODEL, type RecordingDocument } from '../recording.schema.js';
import type { DueRemoval, Removal } from './removal.js';
import { RemovalsRepository } from './removals.repository.js';
import { withoutContents } from './without-contents.js';

@Injectable()
export class RemovalsMongoRepository extends RemovalsRepository {
  constructor(@InjectModel(RECORDING_MODEL) private readonly recordings: Model<RecordingDocument>) {
    super();
  }

  async mark(sid: string, removal: Removal): Promise<boolean> {
    const found = await findDocument(this.recordings, { _id: sid }, { events: 1 });
    if (!found) return false;
    return changeOne(
      this.recordings,
      { _id: sid, 'removal.at': { $exists: false } },
      {
        $set: {
          removal,
          events: found.events.map(withoutContents),
          wordlessAt: removal.at,
          bareAt: removal.at,
        },
        $unset: { url: '', transcriptionText: '', 'copy.tryAt': '' },
      },
    );
  }

  async keepStray(sid: string, owner: RecordingOwner, removal: Removal): Promise<void> {
    const { at, tryAt, ...rest } = removal;
    const bare = { ...owner, createdAt: at, events: [], wordlessAt: at, bareAt: at };
    await changeOrMakeOne(
      this.recordings,
      { _id: sid },
      {
        $set: { 'removal.tryAt': tryAt },
        $setOnInsert: { ...bare, 'removal.at': at, 'removal.why': rest.why, 'removal.tries': rest.tries },
      },
    );
  }

  async claim(now: Date, until: Date): Promise<DueRemoval | null> {
    const claimed = await this.recordings
      .findOneAndUpdate(
        { 'removal.tryAt': { $lte: now } },
        { $set: { 'removal.tryAt': until }, $inc: { 'removal.tries': 1 } },
        { sort: { 'removal.tryAt': 1 }, returnDocument: 'after', projection: { removal: 1 } },
      )
      .lean<Pick<RecordingDocument, '_id' | 'removal'>>();
    return claimed && { sid: claimed._id, tries: claimed.removal?.tries ?? 1, tryAt: until };
  }

  async putOff({ sid, tryAt: asClaimed }: DueRemoval, tryAt: Date): Promise<void> {
    const own = { _id: sid, 'removal.tryAt': asClaimed };
    await changeOne(this.recordings, own, { $set: { 'removal.tryAt': tryAt } });
  }

  async finish({ sid, tryAt }: DueRemoval): Promise<void> {
    const own = { _id: sid, 'removal.tryAt': tryAt };
    await changeOne(this.recordings, own, { $unset: { 'removal.tryAt': '' } });
  }
}
