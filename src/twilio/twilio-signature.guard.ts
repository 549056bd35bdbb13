import { Injectable, Logger, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { verifyRequest, type SignedRequest } from './request-signature.js';
import { TwilioAccount } from './twilio-account.js';
import { InvalidTwilioSignatureError } from './twilio.errors.js';
import type { VerifiedRequest } from './twilio-params.decorator.js';

/** Lets a webhook through only when Twilio signed it for our account. Needs Nest's `rawBody: true`. */
@Injectable()
export class TwilioSignatureGuard implements CanActivate {
  private readonly logger = new Logger(TwilioSignatureGuard.name);

  constructor(private readonly account: TwilioAccount) {}

  /** @throws InvalidTwilioSignatureError */
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<SignedRequest & VerifiedRequest>();
    const parameters = verifyRequest(request, this.account);
    if (!parameters) {
      this.logger.warn(
        `Refused a webhook that Twilio did not sign for ${this.account.baseUrl}: check BASE_URL`,
      );
      throw new InvalidTwilioSignatureError();
    }
    request.twilioParameters = parameters;
    return true;
  }
}
