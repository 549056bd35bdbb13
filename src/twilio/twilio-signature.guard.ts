import { Injectable, Logger, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { SignedRequest } from './signed-request.js';
import { TwilioAccount } from './twilio-account.js';
import { MisshapenWebhookError } from './twilio.errors.js';
import { ReceivesWebhook, type VerifiedRequest } from './verified-webhook.decorator.js';
import { readWebhook, type Webhook, type WebhookKind } from './webhook.js';

/** Lets a webhook through only when Twilio signed it for our account and this route. Needs Nest's `rawBody: true`. */
@Injectable()
export class TwilioSignatureGuard implements CanActivate {
  private readonly logger = new Logger(TwilioSignatureGuard.name);

  constructor(
    private readonly account: TwilioAccount,
    private readonly reflector: Reflector,
  ) {}

  /** @throws InvalidTwilioSignatureError, MisshapenWebhookError */
  canActivate(context: ExecutionContext): boolean {
    const kind = this.reflector.get(ReceivesWebhook, context.getHandler());
    if (!kind) throw new Error('TwilioSignatureGuard needs @ReceivesWebhook() on the route');
    const request = context.switchToHttp().getRequest<SignedRequest & VerifiedRequest>();
    request.twilioWebhook = this.read(request, kind);
    return true;
  }

  private read(request: SignedRequest, kind: WebhookKind): Webhook {
    try {
      return readWebhook(request, kind, this.account);
    } catch (error) {
      this.logger.warn(
        error instanceof MisshapenWebhookError
          ? `Refused a webhook that is signed, and is nothing that Twilio sends to the ${kind} route`
          : `Refused a webhook that Twilio did not sign for ${this.account.baseUrl}: check BASE_URL`,
      );
      throw error;
    }
  }
}
