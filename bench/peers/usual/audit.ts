import { randomUUID } from 'node:crypto';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Response } from 'express';
import type { Model } from 'mongoose';
import { type Observable, tap } from 'rxjs';
import type { KnownRequest } from './access.js';
import { AuditEntry } from './schemas.js';

/** Writes down each change before it is done and after it. */
@Injectable()
export class AuditInterceptor implements NestInterceptor {
  constructor(@InjectModel(AuditEntry.name) private readonly entries: Model<AuditEntry>) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<KnownRequest>();
    if (request.method === 'GET' || !request.who) return next.handle();
    const act = { who: request.who, action: `${context.getClass().name}.${context.getHandler().name}` };
    await this.entries.create({ _id: randomUUID(), ...act, at: new Date() });
    const { statusCode: status } = context.switchToHttp().getResponse<Response>();
    return next.handle().pipe(
      tap(() => {
        void this.entries.create({ _id: randomUUID(), ...act, status, at: new Date() });
      }),
    );
  }
}
