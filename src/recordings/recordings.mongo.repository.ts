import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { TimeSpan } from '../common/time-span.js';
import { changeOne, changeOrMakeOne } from '../database/change-one.js';
import { duplicateKeyFields } from '../database/duplicate-key.js';
import { eventPush } from '../database/event-push.js';
import { evidenceUpdate } from '../database/evidence-update.js';
import { findDocuments } from '../database/find-documents.js';
import { withoutWords } from './aging/without-words.js';
import { newestInPages } from '../database/newest-in-pages.js';
import {
  type Recording,
  recordingEvidence,
  type RecordingEvent,
  type RecordingHistory,
  type RecordingOwner,
  tellsRecordingEnd,
} from './recording.js';
import { RECORDING_MODEL, type RecordingDocument } from './recording.schema.js';
import { RecordingsRepository } from './recordings.repository.js';

const WITHOUT_EVENTS = { events: 0 };

const toRecording = ({
  _id,
  wordlessAt: _wordless,
  bareAt: _bare,
  ...rest
}: RecordingDocument): Recording => ({ sid: _id, ...rest });

const newTo = (sid: string, { key }: RecordingEvent) => ({
  _id: sid,
  'events.key': { $ne: key },
  'removal.at': { $exists: false },
});

@Injectable()
export class RecordingsMongoRepository extends RecordingsRepository {
  constructor(@InjectModel(RECORDING_MODEL) private readonly recordings: Model<RecordingDocument>) {
    super();
  }

  async applyEvent(sid: string, owner: RecordingOwner, event: RecordingEvent): Promise<boolean> {
    // Refused: the event is known, or another writer made the document first. The second try tells which.
    if ((await this.upsert(sid, owner, event)) || (await this.upsert(sid, owner, event))) return true;
    if (await this.addWordless(sid, event)) return true;
    const removed = { _id: sid, 'removal.at': { $exists: true } };
    await changeOne(this.recordings, removed, { $set: { 'removal.tryAt': event.receivedAt } });
    return false;
  }

  async find(sid: string): Promise<Recording | null> {
    const found = await this.recordings.findById(sid, WITHOUT_EVENTS).lean<RecordingDocument>();
    return found && toRecording(found);
  }

  async findByCallIds(callIds: string[]): Promise<Recording[]> {
    const found = await findDocuments(
      this.recordings,
      { callId: { $in: callIds } },
      { projection: WITHOUT_EVENTS, sort: { createdAt: 1 } },
    );
    return found.map(toRecording);
  }

  async *newest(span: TimeSpan, size: number): AsyncGenerator<Recording[]> {
    const options = { size, projection: WITHOUT_EVENTS };
    for await (const page of newestInPages(this.recordings, span, options)) yield page.map(toRecording);
  }

  async findHistories(callId: string): Promise<RecordingHistory[]> {
    const found = await this.recordings
      .find({ callId }, { attempt: 1, events: 1 })
      .sort({ createdAt: 1 })
      .lean<RecordingDocument[]>();
    return found.map(({ _id, attempt, events }) => ({ sid: _id, attempt, events }));
  }

  /** What was said in it is deleted already. */
  private addWordless(sid: string, told: RecordingEvent): Promise<boolean> {
    const event = withoutWords(told);
    return changeOne(
      this.recordings,
      { ...newTo(sid, event), wordlessAt: { $exists: true } },
      {
        ...evidenceUpdate(recordingEvidence(event)),
        $push: { events: eventPush(event, tellsRecordingEnd(event)) },
      },
    );
  }

  private async upsert(sid: string, owner: RecordingOwner, event: RecordingEvent): Promise<boolean> {
    try {
      await changeOrMakeOne(
        this.recordings,
        { ...newTo(sid, event), wordlessAt: { $exists: false } },
        {
          $setOnInsert: { ...owner, createdAt: event.receivedAt },
          ...evidenceUpdate(recordingEvidence(event)),
          $push: { events: eventPush(event, tellsRecordingEnd(event)) },
        },
      );
      return true;
    } catch (error) {
      if (duplicateKeyFields(error)) return false;
      throw error;
    }
  }
}
