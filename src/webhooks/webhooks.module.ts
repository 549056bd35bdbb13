import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CallsModule } from '../calls/calls.module.js';
import { TimeModule } from '../common/time/time.module.js';
import { TwilioModule } from '../twilio/twilio.module.js';
import { WebhookCountsController } from './counts/webhook-counts.controller.js';
import { WebhookCountsMongoRepository } from './counts/webhook-counts.mongo.repository.js';
import { WebhookCountsRepository } from './counts/webhook-counts.repository.js';
import { WEBHOOK_COUNTS_MODEL, webhookCountsSchema } from './counts/webhook-counts.schema.js';
import { WebhookCountsService } from './counts/webhook-counts.service.js';
import { WebhookWatchService } from './counts/webhook-watch.service.js';
import { VoiceService } from './voice.service.js';
import { WebhooksController } from './webhooks.controller.js';

@Module({
  imports: [
    MongooseModule.forFeature([{ name: WEBHOOK_COUNTS_MODEL, schema: webhookCountsSchema }]),
    CallsModule,
    TimeModule,
    TwilioModule,
  ],
  controllers: [WebhooksController, WebhookCountsController],
  providers: [
    VoiceService,
    WebhookCountsService,
    WebhookWatchService,
    { provide: WebhookCountsRepository, useClass: WebhookCountsMongoRepository },
  ],
  exports: [WebhookCountsService],
})
export class WebhooksModule {}
