import { Injectable } from '@nestjs/common';
import type { DialledSince } from '../../calls/attempts/attempt-history.js';
import { AttemptHistoryService } from '../../calls/attempts/attempt-history.service.js';
import { canonicalNumber } from '../../common/phone-number.js';
import { SecretsService } from '../../secrets/secrets.service.js';
import { DoNotCallRepository } from '../do-not-call/do-not-call.repository.js';
import type { NumberFacts } from './number-facts.js';

const DAY_MS = 86_400_000;

/** What is needed of them. */
export interface Needed {
  list: boolean;
  attempts: boolean;
}

/** Looks up what the rules have to know. */
@Injectable()
export class FactsService {
  constructor(
    private readonly list: DoNotCallRepository,
    private readonly history: AttemptHistoryService,
    private readonly secrets: SecretsService,
  ) {}

  /** The facts of each of these numbers at that time, as the database has them from now on. */
  async ofNumbers(numbers: string[], at: Date, needed: Needed): Promise<Map<string, NumberFacts>> {
    const [listed, attempts] = await Promise.all([
      needed.list ? this.findListed(numbers) : new Set<string>(),
      needed.attempts
        ? this.history.findTo(numbers, new Date(at.getTime() - DAY_MS))
        : new Map<string, NumberFacts['attempts']>(),
    ]);
    return new Map(numbers.map((to) => [to, { isListed: listed.has(to), attempts: attempts.get(to) ?? [] }]));
  }

  since(moment: Date): Promise<DialledSince> {
    return this.history.tallySince(moment);
  }

  private async findListed(numbers: string[]): Promise<Set<string>> {
    const ids = numbers.map((to) => this.secrets.hash('numbers', canonicalNumber(to)));
    const listed = await this.list.findListed(ids);
    return new Set(numbers.filter((_, i) => listed.has(ids[i] ?? '')));
  }
}
