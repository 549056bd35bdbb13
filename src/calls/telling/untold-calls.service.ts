import { Injectable } from '@nestjs/common';
import type { NewsOfCall, TellingOf, UntoldCalls } from './untold.js';
import { UntoldCallsRepository } from './untold-calls.repository.js';

/** For who tells others of calls: what is to be told is written with each change, so that none is missed. */
@Injectable()
export class UntoldCallsService {
  constructor(private readonly calls: UntoldCallsRepository) {}

  /** Some calls of which there is something to tell, so many at most, none of those that are left out. */
  find(most: number, leftOut: string[]): Promise<UntoldCalls> {
    return this.calls.find(most, leftOut);
  }

  /** Fixes what is to be told, for good. One that has changed since it was found is found again. Answers what is fixed. */
  fix(news: NewsOfCall[]): Promise<TellingOf[]> {
    return this.calls.fix(news);
  }

  /** All of this is told. */
  settle(told: TellingOf[]): Promise<void> {
    return this.calls.settle(told);
  }
}
