import { Controller, Post } from '@nestjs/common';
import { IdempotencyKey } from '../idempotency-key.decorator.js';
import type { IdempotentRequest } from '../idempotent-request.js';

/** Answers what its route is told of the key; marks each answer as given again. */
@Controller('things')
export class KeyController {
  @Post(':id')
  make(@IdempotencyKey() { markReplayed, ...request }: IdempotentRequest): object {
    markReplayed();
    return request;
  }
}
