import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CALL_MODEL, callSchema } from '../model/call.schema.js';
import { UncountedCallsMongoRepository } from './uncounted-calls.mongo.repository.js';
import { UncountedCallsRepository } from './uncounted-calls.repository.js';
import { UncountedCallsService } from './uncounted-calls.service.js';

/** For who counts calls, also in a program that does nothing else with them. */
@Module({
  imports: [MongooseModule.forFeature([{ name: CALL_MODEL, schema: callSchema }])],
  providers: [
    UncountedCallsService,
    { provide: UncountedCallsRepository, useClass: UncountedCallsMongoRepository },
  ],
  exports: [UncountedCallsService],
})
export class UncountedCallsModule {}
