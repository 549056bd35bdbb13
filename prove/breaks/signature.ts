import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { TestingModuleBuilder } from '@nestjs/testing';
import type { VerifiedRequest } from '../../src/twilio/twilio-params.decorator.js';
import { TwilioSignatureGuard } from '../../src/twilio/twilio-signature.guard.js';

const credulous: CanActivate = {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<VerifiedRequest & { rawBody?: Buffer; url: string }>();
    const form = request.rawBody?.toString('utf8') ?? request.url.split('?')[1] ?? '';
    request.twilioParameters = Object.fromEntries(new URLSearchParams(form));
    return true;
  },
};

/** Every webhook is believed. */
export const breakSignature = (builder: TestingModuleBuilder): TestingModuleBuilder =>
  builder.overrideGuard(TwilioSignatureGuard).useValue(credulous);
