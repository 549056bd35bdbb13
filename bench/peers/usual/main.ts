import 'reflect-metadata';
import { Controller, Get, Module, ValidationPipe } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR, NestFactory } from '@nestjs/core';
import { MongooseModule } from '@nestjs/mongoose';
import { SETTINGS } from '../settings.js';
import { AccessGuard } from './access.js';
import { AuditInterceptor } from './audit.js';
import { CallsController } from './calls.controller.js';
import { CallsService } from './calls.service.js';
import {
  ApiKey,
  apiKeySchema,
  AuditEntry,
  auditEntrySchema,
  Call,
  callSchema,
  Feedback,
  feedbackSchema,
  Recording,
  recordingSchema,
  User,
  userSchema,
  Window,
  windowSchema,
} from './schemas.js';
import { twilioClient } from './twilio-client.js';
import { UsersController } from './users.controller.js';
import { WebhooksController } from './webhooks.controller.js';

@Controller('health')
class HealthController {
  @Get('ready')
  ready() {
    return { status: 'ok' };
  }
}

/** Atlas's work as it is usually written: Nest, Mongoose's documents and class-validator with their default settings. */
@Module({
  imports: [
    MongooseModule.forRoot(SETTINGS.mongoUri, { dbName: SETTINGS.mongoDb, autoIndex: false }),
    MongooseModule.forFeature([
      { name: User.name, schema: userSchema },
      { name: Call.name, schema: callSchema },
      { name: Recording.name, schema: recordingSchema },
      { name: Feedback.name, schema: feedbackSchema },
      { name: ApiKey.name, schema: apiKeySchema },
      { name: Window.name, schema: windowSchema },
      { name: AuditEntry.name, schema: auditEntrySchema },
    ]),
  ],
  controllers: [HealthController, UsersController, CallsController, WebhooksController],
  providers: [
    CallsService,
    twilioClient,
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_INTERCEPTOR, useClass: AuditInterceptor },
  ],
})
class UsualModule {}

const app = await NestFactory.create(UsualModule);
app.useGlobalPipes(new ValidationPipe({ transform: true, whitelist: true }));
app.enableShutdownHooks();
await app.listen(SETTINGS.port, '127.0.0.1');
