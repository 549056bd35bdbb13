import type { ValueProvider } from '@nestjs/common';
import { FlightLease } from '../flight-lease.js';
import { IdempotencyService } from '../idempotency.service.js';
import { IdempotencyMemoryRepository } from './idempotency.memory.repository.js';

/** What a controller's spec provides for `IdempotencyService`: the real one, with keys in memory. */
export const someIdempotency = (): ValueProvider<IdempotencyService> => ({
  provide: IdempotencyService,
  useValue: new IdempotencyService(new IdempotencyMemoryRepository(), new FlightLease()),
});
