import { Module } from '@nestjs/common';
import { CallsModule } from '../calls/calls.module.js';
import { TwilioModule } from '../twilio/twilio.module.js';
import { VoiceService } from './voice.service.js';
import { WebhooksController } from './webhooks.controller.js';

@Module({
  imports: [CallsModule, TwilioModule],
  controllers: [WebhooksController],
  providers: [VoiceService],
})
export class WebhooksModule {}
