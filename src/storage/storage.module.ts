import { Module } from '@nestjs/common';
import { getConnectionToken, MongooseModule } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import {
  CONTENT_CHUNK_MODEL,
  CONTENT_FILE_MODEL,
  contentChunkSchema,
  contentFileSchema,
} from './content.schema.js';
import { Environment } from '../config/environment.js';
import type { ContentStore } from './content-store.js';
import { ContentMongoStore } from './content-store.mongo.js';
import type { S3Settings } from './s3-settings.js';
import { StoresService } from './stores.service.js';

/** Stores of our own for contents that are too large for a document. */
@Module({
  imports: [
    MongooseModule.forFeature([
      { name: CONTENT_FILE_MODEL, schema: contentFileSchema },
      { name: CONTENT_CHUNK_MODEL, schema: contentChunkSchema },
    ]),
  ],
  providers: [{ provide: StoresService, inject: [getConnectionToken(), Environment], useFactory: storesOf }],
  exports: [StoresService],
})
export class StorageModule {}

function storesOf(connection: Connection, environment: Environment): StoresService {
  const s3 = openerOfS3(environment);
  return new StoresService({
    database: async () => {
      if (!connection.db) throw new Error('The database is not connected');
      return new ContentMongoStore(connection.db);
    },
    ...(s3 && { s3 }),
  });
}

/** Opens the store that speaks S3; undefined where none is configured. */
export function openerOfS3(environment: Environment): (() => Promise<ContentStore>) | undefined {
  const settings = s3Settings(environment);
  return settings && (async () => new (await import('./content-store.s3.js')).ContentS3Store(settings));
}

function s3Settings(environment: Environment): S3Settings | undefined {
  const { s3Bucket: bucket, s3Region: region, s3Endpoint: endpoint } = environment;
  const { s3AccessKeyId: accessKeyId, s3SecretAccessKey: secretAccessKey } = environment;
  if (!bucket) return undefined;
  const isInPath = environment.s3PathStyle === 'on';
  const credentials = accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined;
  return { bucket, region, isInPath, ...(endpoint && { endpoint }), ...(credentials && { credentials }) };
}
