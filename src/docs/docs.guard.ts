import { Injectable, NotFoundException, type CanActivate } from '@nestjs/common';
import { Environment } from '../config/environment.js';

/** With DOCS=off there are no such pages. */
@Injectable()
export class DocsGuard implements CanActivate {
  constructor(private readonly environment: Environment) {}

  canActivate(): boolean {
    if (this.environment.docs === 'on') return true;
    throw new NotFoundException();
  }
}
