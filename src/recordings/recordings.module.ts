import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { RECORDING_MODEL, recordingSchema } from './recording.schema.js';
import { RecordingsMongoRepository } from './recordings.mongo.repository.js';
import { RecordingsRepository } from './recordings.repository.js';
import { RecordingsService } from './recordings.service.js';

@Module({
  imports: [MongooseModule.forFeature([{ name: RECORDING_MODEL, schema: recordingSchema }])],
  providers: [RecordingsService, { provide: RecordingsRepository, useClass: RecordingsMongoRepository }],
  exports: [RecordingsService],
})
export class RecordingsModule {}
