import { Injectable } from '@nestjs/common';
import type { CountedCall, KnownCall, UncountedCall } from './uncounted.js';
import { UncountedCallsRepository } from './uncounted-calls.repository.js';

/** For who counts calls: each change of a call marks it in the same write, so that none is missed. */
@Injectable()
export class UncountedCallsService {
  constructor(private readonly calls: UncountedCallsRepository) {}

  /** All that are uncounted, by so many. */
  find(atOnce: number): AsyncIterable<UncountedCall[]> {
    return this.calls.find(atOnce);
  }

  settle(counted: CountedCall[]): Promise<void> {
    return this.calls.settle(counted);
  }

  /** Has these counted again. */
  mark(ids: string[]): Promise<void> {
    return this.calls.mark(ids);
  }

  /** All calls as they are, without events, by so many. */
  each(atOnce: number): AsyncIterable<KnownCall[]> {
    return this.calls.readAll(atOnce);
  }
}
