import { Module } from '@nestjs/common';
import { TwilioModule } from '../twilio/twilio.module.js';
import { PhoneController } from './phone.controller.js';
import { PhoneService } from './phone.service.js';

/** Loaded only where calls are simulated. */
@Module({ imports: [TwilioModule], controllers: [PhoneController], providers: [PhoneService] })
export class PhoneModule {}
