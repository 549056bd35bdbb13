import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { TwilioParameters } from './request-signature.js';

/** A request that TwilioSignatureGuard has let through. */
export interface VerifiedRequest {
  twilioParameters?: TwilioParameters;
}

/** The verified parameters of the request, or a plain error where the guard was forgotten. */
export const readTwilioParameters = (_: unknown, context: ExecutionContext): TwilioParameters => {
  const { twilioParameters } = context.switchToHttp().getRequest<VerifiedRequest>();
  if (!twilioParameters) throw new Error('@TwilioParams() needs @UseGuards(TwilioSignatureGuard)');
  return twilioParameters;
};

/** Injects the parameters that Twilio signed: the form's of a POST, the query's of a GET. One string each. */
export const TwilioParams = createParamDecorator(readTwilioParameters);
