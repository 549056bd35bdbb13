import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { MongooseModule } from '@nestjs/mongoose';
import { CallsModule } from '../calls/calls.module.js';
import { TimeModule } from '../common/time/time.module.js';
import { RetentionModule } from '../retention/retention.module.js';
import { SecretsModule } from '../secrets/secrets.module.js';
import { UsersModule } from '../users/users.module.js';
import { ERASURE_MODEL, erasureSchema } from './erasure.schema.js';
import { ErasingRounds } from './erasing-rounds.service.js';
import { ErasingService } from './erasing.service.js';
import { ErasuresMongoRepository } from './erasures.mongo.repository.js';
import { ErasuresRepository } from './erasures.repository.js';
import { ErasuresService } from './erasures.service.js';
import { ExportsService } from './exports.service.js';
import { PersonalCollections } from './personal-collections.service.js';
import { PrivacyController } from './privacy.controller.js';
import { ReceiptsService } from './receipts.service.js';
import { SubjectsService } from './subjects.service.js';
import { UserPrivacyController } from './user-privacy.controller.js';

/** What is known of a person, for them to read, or to be erased. */
@Module({
  imports: [
    MongooseModule.forFeature([{ name: ERASURE_MODEL, schema: erasureSchema }]),
    DiscoveryModule,
    CallsModule,
    RetentionModule,
    SecretsModule,
    TimeModule,
    UsersModule,
  ],
  controllers: [PrivacyController, UserPrivacyController],
  providers: [
    ErasingRounds,
    ErasingService,
    ErasuresService,
    ExportsService,
    PersonalCollections,
    ReceiptsService,
    SubjectsService,
    { provide: ErasuresRepository, useClass: ErasuresMongoRepository },
  ],
})
export class PrivacyModule {}
