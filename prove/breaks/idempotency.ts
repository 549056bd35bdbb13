import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { TestingModuleBuilder } from '@nestjs/testing';
import { IdempotencyService, type OnceOnly } from '../../src/idempotency/idempotency.service.js';
import type { IdempotentRequest } from '../../src/idempotency/idempotent-request.js';

@Injectable()
class AlwaysAnew extends IdempotencyService {
  override once<T>(_request: IdempotentRequest, _body: object, work: OnceOnly<T>): Promise<T> {
    return work.execute(randomUUID());
  }
}

/** Every request is executed, whatever its key. */
export const breakIdempotency = (builder: TestingModuleBuilder): TestingModuleBuilder =>
  builder.overrideProvider(IdempotencyService).useClass(AlwaysAnew);
