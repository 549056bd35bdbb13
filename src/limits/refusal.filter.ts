import { type ArgumentsHost, Catch } from '@nestjs/common';
import type { Request } from 'express';
import { InvalidCredentialError, UnauthenticatedError } from '../auth/auth.errors.js';
import { FailureFilter } from '../common/http/failure.filter.js';
import { InvalidTwilioSignatureError } from '../twilio/twilio.errors.js';
import { RequestLimitError } from './limits.errors.js';
import { RefusalsService } from './refusals.service.js';

const NOT_PROVEN = [UnauthenticatedError, InvalidCredentialError, InvalidTwilioSignatureError] as const;

/** Counts what is refused. An address that fails too often is told so in place of why; what is good still gets through. */
@Catch(...NOT_PROVEN, RequestLimitError)
export class RefusalFilter extends FailureFilter {
  constructor(private readonly refusals: RefusalsService) {
    super();
  }

  override catch(
    error: RequestLimitError | InstanceType<(typeof NOT_PROVEN)[number]>,
    host: ArgumentsHost,
  ): void {
    if (error instanceof RequestLimitError) {
      this.refusals.count('limit');
      super.catch(error, host);
      return;
    }
    const refusal = error instanceof InvalidTwilioSignatureError ? 'signature' : 'credential';
    const { ip } = host.switchToHttp().getRequest<Request>();
    this.refusals.count(refusal);
    super.catch(this.refusals.fail(refusal, ip) ?? error, host);
  }
}
