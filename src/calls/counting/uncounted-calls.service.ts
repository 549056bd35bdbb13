import { Injectable } from '@nestjs/common';
import type { Call } from '../model/call.js';
import type { CountedCall, UncountedCall } from './uncounted.js';
import { UncountedCallsRepository } from './uncounted-calls.repository.js';

/** For who counts calls: each change of a call marks it in the same write, so that none is missed. */
@Injectable()
export class UncountedCallsService {
  constructor(private readonly calls: UncountedCallsRepository) {}

  find(limit: number): Promise<UncountedCall[]> {
    return this.calls.find(limit);
  }

  settle(counted: CountedCall[]): Promise<void> {
    return this.calls.settle(counted);
  }

  /** All calls as they are, without events, by so many. */
  each(atOnce: number): AsyncIterable<Call[]> {
    return this.calls.readAll(atOnce);
  }

  /** The same, each marked as uncounted before it is read. */
  all(atOnce: number): AsyncIterable<UncountedCall[]> {
    return this.calls.unsettleAll(atOnce);
  }
}
