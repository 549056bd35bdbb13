import { Injectable } from '@nestjs/common';
import type { TestingModuleBuilder } from '@nestjs/testing';
import type { PlaceCall } from '../../src/twilio/place-call.js';
import type { SendGate } from '../../src/twilio/send-gate.js';
import { TwilioError } from '../../src/twilio/twilio.errors.js';
import { TwilioService } from '../../src/twilio/twilio.service.js';

const TRIES = 3;

@Injectable()
class BlindTwilio extends TwilioService {
  override async placeCall(call: PlaceCall, gate: SendGate): Promise<{ sid: string; status: string }> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await super.placeCall(call, gate);
      } catch (error) {
        if (!(error instanceof TwilioError) || error.outcome !== 'unknown' || tries === TRIES) throw error;
      }
    }
  }
}

/** A request to dial that got no clear answer is repeated. */
export const breakBlindRetry = (builder: TestingModuleBuilder): TestingModuleBuilder =>
  builder.overrideProvider(TwilioService).useClass(BlindTwilio);
