import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { TimeModule } from '../common/time/time.module.js';
import { AccessGuard } from './access.guard.js';
import { AccessService } from './access.service.js';
import { API_KEY_MODEL, apiKeySchema } from './keys/api-key.schema.js';
import { ApiKeysMongoRepository } from './keys/api-keys.mongo.repository.js';
import { ApiKeysRepository } from './keys/api-keys.repository.js';
import { ApiKeysService } from './keys/api-keys.service.js';
import { KeyReader } from './keys/key-reader.service.js';
import { KeysController } from './keys/keys.controller.js';

/** Who gets in. Needs the global ConfigModule. */
@Module({
  imports: [MongooseModule.forFeature([{ name: API_KEY_MODEL, schema: apiKeySchema }]), TimeModule],
  controllers: [KeysController],
  providers: [
    AccessGuard,
    AccessService,
    ApiKeysService,
    KeyReader,
    { provide: ApiKeysRepository, useClass: ApiKeysMongoRepository },
  ],
  exports: [AccessGuard, AccessService, ApiKeysService],
})
export class AuthModule {}
