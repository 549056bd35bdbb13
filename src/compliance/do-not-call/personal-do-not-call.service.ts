import { Injectable } from '@nestjs/common';
import { PersonalData, type Traces } from '../../common/personal-data.js';
import { canonicalNumber } from '../../common/phone-number.js';
import { SecretsService } from '../../secrets/secrets.service.js';
import { type DoNotCallEntry, STRIPPED } from './do-not-call-entry.js';
import { DoNotCallRepository } from './do-not-call.repository.js';

/** Who asked not to be called is not called after an erasure either. */
@Injectable()
export class PersonalDoNotCall extends PersonalData {
  readonly collection = 'do_not_call';
  readonly kept =
    'that a number is never to be called, by its keyed hash: without it somebody who objected would be called again';

  constructor(
    private readonly list: DoNotCallRepository,
    private readonly secrets: SecretsService,
  ) {
    super();
  }

  async *export(traces: Traces): AsyncGenerator<object> {
    for (const { id: _id, ...entry } of await this.find(traces)) yield entry;
  }

  async erase(traces: Traces): Promise<void> {
    const found = await this.find(traces);
    if (found.length > 0) await this.list.strip(found.map(({ id }) => id));
  }

  /** One of somebody who has asked not to be called since is theirs to keep. */
  private async find({ numbers, until }: Traces): Promise<DoNotCallEntry[]> {
    const ids = new Set(numbers.map((each) => this.secrets.hash('numbers', canonicalNumber(each))));
    const found = await Promise.all([...ids].map((id) => this.list.find(id)));
    return found
      .filter((entry) => entry !== null)
      .filter(({ lastFour, addedAt }) => lastFour !== STRIPPED.lastFour && (!until || addedAt <= until));
  }
}
