import { Injectable } from '@nestjs/common';
import type { ToldCall, UntoldCall } from './untold.js';
import { UntoldCallsRepository } from './untold-calls.repository.js';

/** For who tells others of calls: what is to be told is written with each change, so that none is missed. */
@Injectable()
export class UntoldCallsService {
  constructor(private readonly calls: UntoldCallsRepository) {}

  /** Some calls of which there is something to tell, so many at most. */
  find(most: number): Promise<UntoldCall[]> {
    return this.calls.find(most);
  }

  /** These are told. One that has changed since it was found is found again. Answers how many are settled. */
  settle(told: ToldCall[]): Promise<number> {
    return this.calls.settle(told);
  }
}
