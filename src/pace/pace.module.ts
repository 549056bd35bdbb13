import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { BreakerService } from './breaker.service.js';
import { PaceMongoRepository } from './pace.mongo.repository.js';
import { PaceRepository } from './pace.repository.js';
import { PACE_MODEL, paceSchema } from './pace.schema.js';
import { PaceService } from './pace.service.js';
import { ServerClock } from './server-clock.js';

@Module({
  imports: [MongooseModule.forFeature([{ name: PACE_MODEL, schema: paceSchema }])],
  providers: [
    PaceService,
    BreakerService,
    { provide: ServerClock, useFactory: () => new ServerClock() },
    { provide: PaceRepository, useClass: PaceMongoRepository },
  ],
  exports: [PaceService],
})
export class PaceModule {}
