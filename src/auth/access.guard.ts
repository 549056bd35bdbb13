import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { AccessService } from './access.service.js';
import { ScopeMissingError } from './auth.errors.js';
import type { IdentifiedRequest } from './principal.js';
import { ACCESS, type Access, PROOF } from './scope.decorator.js';
import { grants } from './scope.js';

/** Lets a request through to a route whose scope its caller has. A route that says nothing is for admins. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly access: AccessService,
  ) {}

  /** Throws UnauthenticatedError, InvalidCredentialError, InvalidProofError, ScopeMissingError. */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const said = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (said && 'isPublic' in said) return true;
    const request = context.switchToHttp().getRequest<Request & IdentifiedRequest>();
    const sort = this.reflector.get<string | undefined>(PROOF, context.getHandler());
    const proven = sort === undefined ? null : this.access.prove(sort, request);
    if (proven) {
      request.principal = proven;
      return true;
    }
    const asking = said && 'scope' in said ? said.asking : undefined;
    const principal = await this.access.identify(request, asking);
    request.principal = principal;
    if (said && 'isKnown' in said) return true;
    const { scope } = said ?? { scope: 'admin' };
    if (!grants(principal.scopes, scope)) throw new ScopeMissingError(scope);
    return true;
  }
}
