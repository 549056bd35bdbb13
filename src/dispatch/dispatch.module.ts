import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CallsModule } from '../calls/calls.module.js';
import { PaceModule } from '../pace/pace.module.js';
import { ClaimsService } from './claims.service.js';
import { DispatchController } from './dispatch.controller.js';
import { DispatchRoundService } from './dispatch-round.service.js';
import { DispatchService } from './dispatch.service.js';
import { DispatcherService } from './dispatcher.service.js';
import { DueWatchService } from './due-watch.service.js';
import { LaunchService } from './launch.service.js';
import { PromotionService } from './promotion.service.js';
import { TURN_MODEL, turnSchema } from './turn.schema.js';
import { TurnsMongoRepository } from './turns.mongo.repository.js';
import { TurnsRepository } from './turns.repository.js';
import { TurnsService } from './turns.service.js';

@Module({
  imports: [MongooseModule.forFeature([{ name: TURN_MODEL, schema: turnSchema }]), CallsModule, PaceModule],
  controllers: [DispatchController],
  providers: [
    ClaimsService,
    DispatchRoundService,
    DispatchService,
    DispatcherService,
    DueWatchService,
    LaunchService,
    PromotionService,
    TurnsService,
    { provide: TurnsRepository, useClass: TurnsMongoRepository },
  ],
})
export class DispatchModule {}
