import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { IdempotencyModule } from '../idempotency/idempotency.module.js';
import { PersonalUsers } from './personal-users.service.js';
import { USER_MODEL, userSchema } from './user.schema.js';
import { UsersController } from './users.controller.js';
import { UsersMongoRepository } from './users.mongo.repository.js';
import { UsersRepository } from './users.repository.js';
import { UsersService } from './users.service.js';

@Module({
  imports: [MongooseModule.forFeature([{ name: USER_MODEL, schema: userSchema }]), IdempotencyModule],
  controllers: [UsersController],
  providers: [UsersService, PersonalUsers, { provide: UsersRepository, useClass: UsersMongoRepository }],
  exports: [UsersService],
})
export class UsersModule {}
