import type { DomainError } from '../../common/domain-error.js';
import type { CallRequest } from '../model/call.js';

/** A call of a batch that may be placed. Making its request throws where its plan cannot be carried out any more. */
export interface PlaceableRow {
  /** Its validated fields. */
  body: object;
  toRequest: () => CallRequest;
}

/** A call of a batch as it was read, or why it is none. */
export type BatchRow = PlaceableRow | { failure: DomainError };

/** What became of a call of a batch. */
export type RowOutcome<T> = { body: T } | { failure: DomainError };
