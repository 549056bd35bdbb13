import mongoose from 'mongoose';
import { DomainError } from '../common/domain-error.js';

/** The database did not take the request: it is away, or there is no primary. What was asked may be tried again. */
export class DatabaseUnavailableError extends DomainError {
  readonly code = 'database_unavailable';
  readonly kind = 'unavailable';
  override readonly retryAfterSeconds = 5;

  constructor(cause?: unknown) {
    super('The database is not available');
    this.cause = cause;
  }
}

/** Server answers that mean "not now": no primary, shutting down, recovering (MongoDB's error_codes.yml). */
const NOT_NOW = new Set([91, 189, 10107, 11600, 11602, 13435, 13436]);

/** The driver's and Mongoose's own names for "the server was not reached". */
const NOT_REACHED = new Set([
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoServerSelectionError',
  'MongooseServerSelectionError',
  'MongoPoolClearedError',
  'PoolClearedOnNetworkError',
  'MongoPoolClosedError',
  'MongoWaitQueueTimeoutError',
  'MongoOperationTimeoutError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
  'MongoServerClosedError',
  'MongoClientClosedError',
  'MongoExpiredSessionError',
]);

/** The domain error for a failure to reach the database, or null for any other error. */
export function toDatabaseError(error: unknown): DatabaseUnavailableError | null {
  if (error instanceof DatabaseUnavailableError) return error;
  return isUnavailable(error) ? new DatabaseUnavailableError(error) : null;
}

function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (NOT_REACHED.has(error.name)) return true;
  return error instanceof mongoose.mongo.MongoServerError && NOT_NOW.has(Number(error.code));
}
