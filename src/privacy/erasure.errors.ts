import { DomainError } from '../common/domain-error.js';

export class ErasureNotFoundError extends DomainError {
  readonly code = 'erasure-not-found';
  readonly kind = 'not-found';

  constructor(id: string) {
    super(`Erasure not found: ${id}`);
  }
}
