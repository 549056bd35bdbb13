import { Module } from '@nestjs/common';
import { TwilioAccount } from './twilio-account.js';
import { TwilioAccountSource } from './twilio-account-source.js';
import { TwilioSignatureGuard } from './twilio-signature.guard.js';
import { TwilioService } from './twilio.service.js';

/** The way to Twilio and the proof that a webhook comes from there. Needs the global ConfigModule. */
@Module({
  providers: [
    TwilioAccountSource,
    {
      provide: TwilioAccount,
      inject: [TwilioAccountSource],
      useFactory: (source: TwilioAccountSource) => source.resolve(),
    },
    TwilioService,
    TwilioSignatureGuard,
  ],
  exports: [TwilioAccount, TwilioService, TwilioSignatureGuard],
})
export class TwilioModule {}
