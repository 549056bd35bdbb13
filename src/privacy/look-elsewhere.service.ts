import type { Call } from '../calls/model/call.js';
import { DomainError } from '../common/domain-error.js';
import type { PersonalCollections } from './personal-collections.service.js';
import { tracesOf } from './traces-of.js';

/** One round of asking elsewhere for what nobody here was told of: a call of which nothing is answered hides no other one. */
export class LookElsewhere {
  /** Of so many calls it is not known yet. */
  unknown = 0;
  private isAway = false;

  constructor(private readonly collections: PersonalCollections) {}

  /** Who cannot be reached is not asked for the others in this round: each would wait as long. */
  async ask(calls: Call[]): Promise<void> {
    for (const call of calls) if (this.isAway || !(await this.isAnswered(call))) this.unknown += 1;
  }

  private async isAnswered(call: Call): Promise<boolean> {
    try {
      return await this.collections.findElsewhere(tracesOf([call]));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      this.isAway = error.kind === 'unavailable';
      return false;
    }
  }
}
