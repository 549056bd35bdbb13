import { Injectable } from '@nestjs/common';
import { DoNotCallRepository } from '../do-not-call/do-not-call.repository.js';
import { SecretsService } from '../../secrets/secrets.service.js';
import type { NumberFacts } from './number-facts.js';

/** Looks up what the rules have to know of numbers. */
@Injectable()
export class FactsService {
  constructor(
    private readonly list: DoNotCallRepository,
    private readonly secrets: SecretsService,
  ) {}

  /** The facts of each of these numbers, as the database has them from now on. */
  async lookUp(numbers: string[]): Promise<Map<string, NumberFacts>> {
    const ids = new Map(numbers.map((to) => [to, this.secrets.hash('numbers', to)]));
    const listed = await this.list.findListed([...ids.values()]);
    return new Map([...ids].map(([to, id]) => [to, { isListed: listed.has(id) }]));
  }
}
