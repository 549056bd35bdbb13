import { Module } from '@nestjs/common';
import { getConnectionToken, MongooseModule } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import {
  CONTENT_CHUNK_MODEL,
  CONTENT_FILE_MODEL,
  contentChunkSchema,
  contentFileSchema,
} from './content.schema.js';
import { ContentMongoStore } from './content-store.mongo.js';
import { StoresService } from './stores.service.js';

/** Stores of our own for contents that are too large for a document. */
@Module({
  imports: [
    MongooseModule.forFeature([
      { name: CONTENT_FILE_MODEL, schema: contentFileSchema },
      { name: CONTENT_CHUNK_MODEL, schema: contentChunkSchema },
    ]),
  ],
  providers: [{ provide: StoresService, inject: [getConnectionToken()], useFactory: storesOf }],
  exports: [StoresService],
})
export class StorageModule {}

function storesOf(connection: Connection): StoresService {
  return new StoresService({
    database: async () => {
      if (!connection.db) throw new Error('The database is not connected');
      return new ContentMongoStore(connection.db);
    },
  });
}
