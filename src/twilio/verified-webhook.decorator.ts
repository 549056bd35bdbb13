import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Webhook, WebhookKind } from './webhook.js';

/** Says what Twilio asks or tells on a route, for TwilioSignatureGuard. */
export const ReceivesWebhook = Reflector.createDecorator<WebhookKind>();

/** A request that TwilioSignatureGuard has let through. */
export interface VerifiedRequest {
  twilioWebhook?: Webhook;
}

/** What the guard has read of the request, or a plain error where the guard was forgotten. */
export const readVerifiedWebhook = (_: unknown, context: ExecutionContext): Webhook => {
  const { twilioWebhook } = context.switchToHttp().getRequest<VerifiedRequest>();
  if (!twilioWebhook) throw new Error('@VerifiedWebhook() needs @UseGuards(TwilioSignatureGuard)');
  return twilioWebhook;
};

/** Injects the webhook as its signature was checked; nothing else of the request is to be read. */
export const VerifiedWebhook = createParamDecorator(readVerifiedWebhook);
