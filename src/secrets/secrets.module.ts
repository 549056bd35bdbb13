import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { Environment } from '../config/environment.js';
import { SECRET_MODEL, secretSchema } from './secret.schema.js';
import { SecretsMongoRepository } from './secrets.mongo.repository.js';
import { SecretsRepository } from './secrets.repository.js';
import { SecretsService } from './secrets.service.js';

/** Keyed hashes and keys for links. Needs the global ConfigModule. */
@Module({
  imports: [MongooseModule.forFeature([{ name: SECRET_MODEL, schema: secretSchema }])],
  providers: [
    { provide: SecretsRepository, useClass: SecretsMongoRepository },
    {
      provide: SecretsService,
      inject: [Environment, SecretsRepository],
      useFactory: (environment: Environment, secrets: SecretsRepository) =>
        SecretsService.open(environment, secrets),
    },
  ],
  exports: [SecretsService],
})
export class SecretsModule {}
