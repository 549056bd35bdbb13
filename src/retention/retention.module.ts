import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { TimeModule } from '../common/time/time.module.js';
import { HOLD_MODEL, holdSchema } from './hold.schema.js';
import { HoldsMongoRepository } from './holds.mongo.repository.js';
import { HoldsRepository } from './holds.repository.js';
import { HoldsService } from './holds.service.js';
import { LEASE_MODEL, leaseSchema } from './lease.schema.js';
import { LeasesMongoRepository } from './leases.mongo.repository.js';
import { LeasesRepository } from './leases.repository.js';
import { RetentionController } from './retention.controller.js';
import { RetentionService } from './retention.service.js';
import { RetentionWatchService } from './retention-watch.service.js';

/** What is kept for some days, and which calls are on hold: they are put there by routes of calls. */
@Module({
  imports: [
    MongooseModule.forFeature([
      { name: HOLD_MODEL, schema: holdSchema },
      { name: LEASE_MODEL, schema: leaseSchema },
    ]),
    TimeModule,
  ],
  controllers: [RetentionController],
  providers: [
    HoldsService,
    RetentionService,
    RetentionWatchService,
    { provide: HoldsRepository, useClass: HoldsMongoRepository },
    { provide: LeasesRepository, useClass: LeasesMongoRepository },
  ],
  exports: [HoldsService, RetentionService],
})
export class RetentionModule {}
