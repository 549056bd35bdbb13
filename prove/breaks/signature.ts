import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { TestingModuleBuilder } from '@nestjs/testing';
import { readSignedRequest, type SignedRequest } from '../../src/twilio/signed-request.js';
import { TwilioSignatureGuard } from '../../src/twilio/twilio-signature.guard.js';
import type { VerifiedRequest } from '../../src/twilio/verified-webhook.decorator.js';
import { toWebhook } from '../../src/twilio/webhook.js';

const credulous: CanActivate = {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<VerifiedRequest & SignedRequest>();
    const read = readSignedRequest(request);
    request.twilioWebhook = read === null ? { params: {} } : toWebhook(read);
    return true;
  },
};

/** Every webhook is believed. */
export const breakSignature = (builder: TestingModuleBuilder): TestingModuleBuilder =>
  builder.overrideGuard(TwilioSignatureGuard).useValue(credulous);
