import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { readTwilioParameters } from '../twilio/twilio-params.decorator.js';
import type { CallbackRequest } from './callback-request.js';

/** Injects a webhook request that TwilioSignatureGuard has verified. */
export const Callback = createParamDecorator((_: unknown, context: ExecutionContext): CallbackRequest => {
  const request = context.switchToHttp().getRequest<Request>();
  return {
    query: request.query,
    token: request.get('i-twilio-idempotency-token'),
    params: { ...readTwilioParameters(undefined, context) },
  };
});
