import { type ArgumentsHost, Catch } from '@nestjs/common';
import { FailureFilter } from '../common/http/failure.filter.js';
import { toDatabaseError } from './database.errors.js';

/** Takes the driver's ways of saying "not reached" as DatabaseUnavailableError, which is answered with 503. */
@Catch()
export class DatabaseFailureFilter extends FailureFilter {
  override catch(error: unknown, host: ArgumentsHost): void {
    super.catch(toDatabaseError(error) ?? error, host);
  }
}
