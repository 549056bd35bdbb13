import { Schema } from 'mongoose';

/** The bucket of GridFS: MongoDB's own form for contents, so that its tools read them. */
export const BUCKET = 'recording_sounds';

export const CONTENT_FILE_MODEL = 'ContentFile';
export const CONTENT_CHUNK_MODEL = 'ContentChunk';

const FORM = { versionKey: false, strict: false } as const;

export const contentFileSchema = new Schema(
  { _id: { type: String, required: true } },
  { ...FORM, collection: `${BUCKET}.files` },
);
contentFileSchema.index({ filename: 1, uploadDate: 1 });

export const contentChunkSchema = new Schema({}, { ...FORM, collection: `${BUCKET}.chunks` });
contentChunkSchema.index({ files_id: 1, n: 1 }, { unique: true });
