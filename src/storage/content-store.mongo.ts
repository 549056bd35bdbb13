import { pipeline } from 'node:stream/promises';
import { type Collection, type Db, GridFSBucket, type ObjectId } from 'mongodb';
import { ContentStore, type Part } from './content-store.js';
import { BUCKET } from './content.schema.js';
import { ContentMissingError } from './storage.errors.js';

/** Keeps contents in the database, by GridFS; a key is the id of its file, so that there is one of it. */
export class ContentMongoStore extends ContentStore {
  private readonly bucket: GridFSBucket;
  private readonly files: Collection<{ _id: string }>;
  private readonly chunks: Collection;

  constructor(db: Db) {
    super();
    this.bucket = new GridFSBucket(db, { bucketName: BUCKET });
    this.files = db.collection(`${BUCKET}.files`);
    this.chunks = db.collection(`${BUCKET}.chunks`);
  }

  async put(
    key: string,
    content: AsyncIterable<Uint8Array>,
    contentType: string,
    signal: AbortSignal,
  ): Promise<void> {
    await this.remove(key);
    const upload = this.bucket.openUploadStreamWithId(idOf(key), key, { metadata: { contentType } });
    await pipeline(content, upload, { signal });
  }

  async open(key: string, signal: AbortSignal, part?: Part): Promise<AsyncIterable<Uint8Array>> {
    if (!(await this.files.findOne({ _id: key }, { projection: { _id: 1 } })))
      throw new ContentMissingError(key);
    const stream = this.bucket.openDownloadStream(
      idOf(key),
      part && { start: part.first, end: part.last + 1 },
    );
    signal.addEventListener('abort', () => stream.destroy(), { once: true });
    return stream;
  }

  async remove(key: string): Promise<void> {
    // The file first: chunks alone are never read.
    await this.files.deleteOne({ _id: key });
    await this.chunks.deleteMany({ files_id: key });
  }
}

/** GridFS takes any id; its types know one sort. */
const idOf = (key: string): ObjectId => key as unknown as ObjectId;
