import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AuditModule } from '../audit/audit.module.js';
import { AuthModule } from '../auth/auth.module.js';
import { TimeModule } from '../common/time/time.module.js';
import { RetentionModule } from '../retention/retention.module.js';
import { SecretsModule } from '../secrets/secrets.module.js';
import { StorageModule } from '../storage/storage.module.js';
import { TwilioModule } from '../twilio/twilio.module.js';
import { AgingRecordingsMongoRepository } from './aging/aging-recordings.mongo.repository.js';
import { AgingRecordingsRepository } from './aging/aging-recordings.repository.js';
import { RecordingsRetentionService } from './aging/recordings-retention.service.js';
import { CopiedMediaService } from './copies/copied-media.service.js';
import { CopiesMongoRepository } from './copies/copies.mongo.repository.js';
import { CopiesRepository } from './copies/copies.repository.js';
import { CopyRemovalService } from './copies/copy-removal.service.js';
import { CopyWatchService } from './copies/copy-watch.service.js';
import { CopyingService } from './copies/copying.service.js';
import { PersonalSounds } from './copies/personal-sounds.service.js';
import { SoundCopierService } from './copies/sound-copier.service.js';
import { TwilioClearingService } from './copies/twilio-clearing.service.js';
import { MediaController } from './media/media.controller.js';
import { MediaLinksService } from './media/media-links.service.js';
import { MediaService } from './media/media.service.js';
import { PlayingsService } from './media/playings.service.js';
import { RecordingRemovalController } from './removal/recording-removal.controller.js';
import { RecordingRemovalService } from './removal/recording-removal.service.js';
import { RemovalWatchService } from './removal/removal-watch.service.js';
import { RemovalsMongoRepository } from './removal/removals.mongo.repository.js';
import { RemovalsRepository } from './removal/removals.repository.js';
import { RECORDING_MODEL, recordingSchema } from './recording.schema.js';
import { PersonalRecordings } from './personal-recordings.service.js';
import { RecordingsMongoRepository } from './recordings.mongo.repository.js';
import { RecordingsRepository } from './recordings.repository.js';
import { RecordingsService } from './recordings.service.js';

@Module({
  imports: [
    MongooseModule.forFeature([{ name: RECORDING_MODEL, schema: recordingSchema }]),
    AuditModule,
    AuthModule,
    RetentionModule,
    SecretsModule,
    StorageModule,
    TimeModule,
    TwilioModule,
  ],
  controllers: [MediaController, RecordingRemovalController],
  providers: [
    CopiedMediaService,
    CopyRemovalService,
    CopyWatchService,
    CopyingService,
    MediaLinksService,
    MediaService,
    PersonalRecordings,
    PersonalSounds,
    PlayingsService,
    RecordingRemovalService,
    RecordingsRetentionService,
    RecordingsService,
    SoundCopierService,
    TwilioClearingService,
    { provide: CopiesRepository, useClass: CopiesMongoRepository },
    { provide: AgingRecordingsRepository, useClass: AgingRecordingsMongoRepository },
    RemovalWatchService,
    { provide: RemovalsRepository, useClass: RemovalsMongoRepository },
    { provide: RecordingsRepository, useClass: RecordingsMongoRepository },
  ],
  exports: [MediaService, RecordingRemovalService, RecordingsService],
})
export class RecordingsModule {}
