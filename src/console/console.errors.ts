import { DomainError } from '../common/domain-error.js';

export class ConsoleFileNotFoundError extends DomainError {
  readonly code = 'console_file_not_found';
  readonly kind = 'not-found';

  constructor(name: string) {
    super(`The console has no such file: ${name}`);
  }
}

export class ConsoleNotBuiltError extends DomainError {
  readonly code = 'console_not_built';
  readonly kind = 'not-found';

  constructor() {
    super('The console is not built: npm run build');
  }
}
