import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { ContentStore, type Part } from './content-store.js';
import type { S3Settings } from './s3-settings.js';
import { ContentMissingError } from './storage.errors.js';

const CONNECT_MS = 5_000;
/** More than a client of ours may take nothing for. */
const SILENCE_MS = 90_000;

/** Keeps contents in a bucket of S3, or of what speaks like it. */
export class ContentS3Store extends ContentStore {
  private readonly client: S3Client;
  private readonly bucket: string;

  constructor({ bucket, isInPath, ...rest }: S3Settings) {
    super();
    this.bucket = bucket;
    this.client = new S3Client({
      ...rest,
      forcePathStyle: isInPath,
      requestHandler: { connectionTimeout: CONNECT_MS, socketTimeout: SILENCE_MS },
      // Contents have checksums of their own; not every store knows those of the SDK.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
  }

  async put(
    key: string,
    content: AsyncIterable<Uint8Array>,
    contentType: string,
    signal: AbortSignal,
  ): Promise<void> {
    signal.throwIfAborted();
    const upload = new Upload({
      client: this.client,
      params: { Bucket: this.bucket, Key: key, Body: Readable.from(content), ContentType: contentType },
      // One part of 5 MB is in memory.
      queueSize: 1,
    });
    const end = (): void => void upload.abort();
    signal.addEventListener('abort', end, { once: true });
    await upload.done().finally(() => signal.removeEventListener('abort', end));
  }

  async open(key: string, signal: AbortSignal, part?: Part): Promise<AsyncIterable<Uint8Array>> {
    const range = part && `bytes=${part.first}-${part.last}`;
    const found = await this.client
      .send(new GetObjectCommand({ Bucket: this.bucket, Key: key, Range: range }), { abortSignal: signal })
      .catch((error: unknown) => {
        throw (error as Error).name === 'NoSuchKey' ? new ContentMissingError(key) : error;
      });
    if (!(found.Body instanceof Readable)) throw new ContentMissingError(key);
    const stream = found.Body;
    signal.addEventListener('abort', () => stream.destroy(), { once: true });
    if (range === undefined || found.ContentRange !== undefined) return stream;
    stream.destroy();
    throw new Error('the store does not give parts');
  }

  async remove(key: string): Promise<void> {
    await this.client.send(new DeleteObjectCommand({ Bucket: this.bucket, Key: key }));
    // The parts of what was broken off are in no list of objects.
    const begun = await this.client.send(
      new ListMultipartUploadsCommand({ Bucket: this.bucket, Prefix: key }),
    );
    for (const { Key, UploadId } of begun.Uploads ?? [])
      if (Key === key)
        await this.client.send(new AbortMultipartUploadCommand({ Bucket: this.bucket, Key, UploadId }));
  }
}
