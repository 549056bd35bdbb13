import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CALL_MODEL, callSchema } from '../model/call.schema.js';
import { UntoldCallsMongoRepository } from './untold-calls.mongo.repository.js';
import { UntoldCallsRepository } from './untold-calls.repository.js';
import { UntoldCallsService } from './untold-calls.service.js';

/** For who tells others of calls. */
@Module({
  imports: [MongooseModule.forFeature([{ name: CALL_MODEL, schema: callSchema }])],
  providers: [UntoldCallsService, { provide: UntoldCallsRepository, useClass: UntoldCallsMongoRepository }],
  exports: [UntoldCallsService],
})
export class UntoldCallsModule {}
