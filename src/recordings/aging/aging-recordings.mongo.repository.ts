import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { changeOne } from '../../database/change-one.js';
import { findDocument, findDocuments } from '../../database/find-documents.js';
import type { Retained } from '../../retention/retained.js';
import { RECORDING_MODEL, type RecordingDocument } from '../recording.schema.js';
import { AgingRecordingsRepository, type Part } from './aging-recordings.repository.js';
import { withoutFields, withoutWords } from './without-words.js';

/** What says that it is gone. */
const GONE_AT: Record<Part, string> = { recording: 'removal.at', words: 'wordlessAt', fields: 'bareAt' };

@Injectable()
export class AgingRecordingsMongoRepository extends AgingRecordingsRepository {
  constructor(@InjectModel(RECORDING_MODEL) private readonly recordings: Model<RecordingDocument>) {
    super();
  }

  async findOlder(part: Part, before: Date, skip: number, limit: number): Promise<Retained[]> {
    const found = await findDocuments(
      this.recordings,
      { [GONE_AT[part]]: null, createdAt: { $lt: before } },
      { projection: { callId: 1 }, sort: { createdAt: 1 }, skip, limit },
    );
    return found.map(({ _id, callId }) => ({ id: _id, callId }));
  }

  async forget(sid: string, part: 'words' | 'fields', at: Date): Promise<void> {
    const found = await findDocument(this.recordings, { _id: sid }, { events: 1 });
    if (!found) return;
    const events = found.events.map(part === 'words' ? withoutWords : withoutFields);
    // One more event meanwhile: the next pass finds it as it was.
    const unchanged = { _id: sid, events: { $size: events.length } };
    await changeOne(this.recordings, unchanged, {
      $set: { [GONE_AT[part]]: at, events },
      ...(part === 'words' && { $unset: { transcriptionText: '' } }),
    });
  }
}
