import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { catchError, throwError, type Observable } from 'rxjs';
import { toDatabaseError } from './database.errors.js';

/** Turns the driver's ways of saying "not reached" into DatabaseUnavailableError, which the filter answers with 503. */
@Injectable()
export class DatabaseErrorsInterceptor implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next
      .handle()
      .pipe(catchError((error: unknown) => throwError(() => toDatabaseError(error) ?? error)));
  }
}
