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

  /** All calls as they are, without events, batch by batch. */
  async *each(batch: number): AsyncGenerator<Call[]> {
    for (let last: string | null = null; ;) {
      const found = await this.calls.readAfter(last, batch);
      if (found.length === 0) return;
      yield found;
      last = found.at(-1)?.id ?? null;
    }
  }

  /** All calls, batch by batch, each marked as uncounted before it is read. */
  async *all(batch: number): AsyncGenerator<UncountedCall[]> {
    for (let last: string | null = null; ;) {
      const found = await this.calls.unsettleAfter(last, batch);
      if (found.length === 0) return;
      yield found;
      last = found.map(({ call }) => call.id).reduce((a, b) => (a > b ? a : b));
    }
  }
}
