import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { type Observable, tap } from 'rxjs';
import type { IdentifiedRequest } from '../auth/principal.js';
import { DomainError } from '../common/domain-error.js';
import { describeFailure } from '../common/http/failure.js';
import { toDatabaseError } from '../database/database.errors.js';
import { AuditService, type WrittenAct } from './audit.service.js';
import { AUDITED, AUDITED_NAME, type NameOf } from './audited.decorator.js';
import { actionOf, type AuditedRoute, madeAt, namedBy } from './audited-route.js';
import type { Act, Result } from './entry.js';

type AuditedRequest = Request & IdentifiedRequest & { id?: unknown };

const STRANGER = 'stranger';

const outcomeOf = (status: number): Result['outcome'] => {
  if (status < 400) return 'done';
  return status < 500 ? 'refused' : 'failed';
};

/** Writes down what its routes do, before it is done and after it; which they are, AuditedRoutesService decides. */
@Injectable()
export class AuditInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly audit: AuditService,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const request = http.getRequest<AuditedRequest>();
    const handler = context.getHandler();
    const said = this.reflector.getAllAndOverride<string | undefined>(AUDITED, [handler, context.getClass()]);
    const nameOf = this.reflector.get<NameOf | undefined>(AUDITED_NAME, handler);
    const begun = await this.audit.begin(this.actOf(request, handler.name, said, nameOf?.(request)));
    // The answer does not wait for what is written after it.
    return next.handle().pipe(
      tap({
        complete: () => void this.end(begun, http.getResponse<Response>()),
        error: (error: unknown) => void this.fail(begun, error, request),
      }),
    );
  }

  private actOf(
    request: AuditedRequest,
    handler: string,
    said: string | undefined,
    name: string | null | undefined,
  ): Act {
    const { principal, ip, id, params: parameters } = request;
    // Express declares it as any.
    const { path } = request.route as { path: string };
    const audited: AuditedRoute = { path, handler, parameters, name };
    const named = namedBy(audited);
    return {
      who: principal?.id ?? STRANGER,
      action: said ?? actionOf(audited),
      ...(named && { resource: this.audit.resource(...named) }),
      ...this.audit.origin({ address: ip, requestId: id }),
    };
  }

  private end(begun: WrittenAct, response: Response): Promise<void> {
    const made = madeAt(response.getHeader('location'));
    const { statusCode: status } = response;
    return this.audit.end(begun, {
      outcome: outcomeOf(status),
      status,
      ...(made && { resource: this.audit.resource(...made) }),
    });
  }

  /** A call that Twilio refused is kept all the same, and the failure names it. */
  private fail(begun: WrittenAct, error: unknown, request: Request): Promise<void> {
    const { status } = describeFailure(toDatabaseError(error) ?? error, request);
    const call = error instanceof DomainError ? error.members?.['call_id'] : undefined;
    return this.audit.end(begun, {
      outcome: outcomeOf(status),
      status,
      ...(call !== undefined && { resource: this.audit.resource('call', call) }),
    });
  }
}
