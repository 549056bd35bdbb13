import { Injectable } from '@nestjs/common';
import { PersonalData, type Traces } from '../common/personal-data.js';
import { IdempotencyRepository } from './idempotency.repository.js';

/** A resource has its id from the key that it was made with. */
const resourcesOf = ({ userId, callIds }: Traces): string[] => [
  ...(userId === undefined ? [] : [userId]),
  ...callIds,
];

/** The first answers to keys, which are given again. */
@Injectable()
export class PersonalAnswers extends PersonalData {
  readonly collection = 'idempotency_keys';
  readonly kept =
    'for a day that a key was used, by its hash, so that the same request again is not executed';

  constructor(private readonly keys: IdempotencyRepository) {
    super();
  }

  async *export(traces: Traces): AsyncGenerator<object> {
    const resources = resourcesOf(traces);
    if (resources.length === 0) return;
    for (const { answer, claimedAt } of await this.keys.findOf(resources)) yield { claimedAt, answer };
  }

  async erase(traces: Traces): Promise<void> {
    const resources = resourcesOf(traces);
    if (resources.length > 0) await this.keys.eraseOf(resources);
  }
}
