import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { FlightLease } from './flight-lease.js';
import { IDEMPOTENCY_KEY_MODEL, idempotencyKeySchema } from './idempotency-key.schema.js';
import { IdempotencyMongoRepository } from './idempotency.mongo.repository.js';
import { IdempotencyRepository } from './idempotency.repository.js';
import { PersonalAnswers } from './personal-answers.service.js';
import { IdempotencyService } from './idempotency.service.js';

@Module({
  imports: [MongooseModule.forFeature([{ name: IDEMPOTENCY_KEY_MODEL, schema: idempotencyKeySchema }])],
  providers: [
    IdempotencyService,
    PersonalAnswers,
    { provide: FlightLease, useFactory: () => new FlightLease() },
    { provide: IdempotencyRepository, useClass: IdempotencyMongoRepository },
  ],
  exports: [IdempotencyService],
})
export class IdempotencyModule {}
