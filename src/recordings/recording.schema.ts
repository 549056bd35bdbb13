import { Schema } from 'mongoose';
import type { Recording, RecordingEvent } from './recording.js';
import type { Removal } from './removal/removal.js';

export type RecordingDocument = Omit<Recording, 'sid'> & {
  _id: string;
  events: RecordingEvent[];
  /** When what was said, and the fields of callbacks, were deleted of it. */
  wordlessAt?: Date;
  bareAt?: Date;
};

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
    removal: {
      type: new Schema<Removal>({ at: Date, why: String, tryAt: Date, tries: Number }, { _id: false }),
      default: undefined,
    },
    copy: { type: Schema.Types.Mixed, default: undefined },
    wordlessAt: Date,
    bareAt: Date,
    events: { type: [{ type: Schema.Types.Mixed }], required: true },
  },
  { collection: 'recordings', versionKey: false, minimize: false },
);

recordingSchema.index({ callId: 1, createdAt: 1 });
recordingSchema.index({ 'removal.tryAt': 1 }, { sparse: true });
recordingSchema.index({ 'copy.tryAt': 1 }, { sparse: true });
recordingSchema.index({ 'copy.stage': 1, rank: 1 });
// What is older than it is kept.
recordingSchema.index({ 'removal.at': 1, createdAt: 1 });
recordingSchema.index({ wordlessAt: 1, createdAt: 1 });
recordingSchema.index({ bareAt: 1, createdAt: 1 });
recordingSchema.index({ createdAt: -1, _id: -1 });
