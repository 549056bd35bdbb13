import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CallsModule } from '../calls/calls.module.js';
import { TimeModule } from '../common/time/time.module.js';
import { DispatchController } from './dispatch.controller.js';
import { BreakerService } from './breaker.service.js';
import { DispatchService } from './dispatch.service.js';
import { DispatcherMongoRepository } from './dispatcher.mongo.repository.js';
import { DispatcherRepository } from './dispatcher.repository.js';
import { DISPATCHER_MODEL, dispatcherSchema } from './dispatcher.schema.js';
import { DispatcherService } from './dispatcher.service.js';
import { EngineService } from './engine.service.js';
import { ExpiryWatchService } from './expiry-watch.service.js';
import { HeldUpWatchService } from './held-up-watch.service.js';
import { FlightsService } from './flights.service.js';
import { LaneRepairService } from './lane-repair.service.js';
import { GateService } from './gate.service.js';
import { LaneVisitsService } from './lane-visits.service.js';
import { LaneWatchService } from './lane-watch.service.js';
import { LaunchService } from './launch.service.js';
import { RoomService } from './room.service.js';
import { Pace } from './pace.js';
import { Environment } from '../config/environment.js';
import { LeadershipService } from './leadership.service.js';

@Module({
  imports: [
    MongooseModule.forFeature([{ name: DISPATCHER_MODEL, schema: dispatcherSchema }]),
    CallsModule,
    TimeModule,
  ],
  controllers: [DispatchController],
  providers: [
    BreakerService,
    DispatchService,
    DispatcherService,
    EngineService,
    ExpiryWatchService,
    FlightsService,
    GateService,
    HeldUpWatchService,
    LaneRepairService,
    LaneVisitsService,
    LaneWatchService,
    LaunchService,
    LeadershipService,
    RoomService,
    { provide: Pace, useFactory: ({ twilioCps }: Environment) => new Pace(twilioCps), inject: [Environment] },
    { provide: DispatcherRepository, useClass: DispatcherMongoRepository },
  ],
  exports: [DispatchService],
})
export class DispatchModule {}
