import { DomainError } from '../../common/domain-error.js';

/** There is no key with this id. */
export class ApiKeyNotFoundError extends DomainError {
  readonly code = 'api_key_not_found';
  readonly kind = 'not-found';

  constructor(id: string) {
    super(`API key not found: ${id}`);
  }
}
