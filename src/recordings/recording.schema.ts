import { Schema } from 'mongoose';
import type { Recording, RecordingEvent } from './recording.js';

export type RecordingDocument = Omit<Recording, 'sid'> & { _id: string; events: RecordingEvent[] };

export const RECORDING_MODEL = 'Recording';

export const recordingSchema = new Schema<RecordingDocument>(
  {
    _id: { type: String, required: true },
    callId: { type: String, required: true },
    attempt: { type: Number, required: true },
    callSid: { type: String, required: true },
    rank: Number,
    durationSeconds: Number,
    url: String,
    channels: Number,
    source: String,
    track: String,
    errorCode: Number,
    startedAt: Date,
    transcriptionRank: Number,
    transcriptionSid: String,
    transcriptionText: String,
    createdAt: { type: Date, required: true },
    events: { type: [{ type: Schema.Types.Mixed }], required: true },
  },
  { collection: 'recordings', versionKey: false, minimize: false },
);

recordingSchema.index({ callId: 1, createdAt: 1 });
recordingSchema.index({ createdAt: -1, _id: -1 });
