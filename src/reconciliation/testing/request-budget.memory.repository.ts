import type { BudgetGrant, BudgetRequest } from '../request-budget.js';
import { RequestBudgetRepository } from '../request-budget.repository.js';

/** Keeps the budget in memory. */
export class RequestBudgetMemoryRepository extends RequestBudgetRepository {
  private next = 0;

  async take({ count, gapMs, horizonMs }: BudgetRequest): Promise<BudgetGrant> {
    const now = Date.now();
    const first = this.next > now + 2 * horizonMs ? now : Math.max(this.next, now);
    const possible = 1 + Math.floor((now + horizonMs - first) / gapMs);
    const granted = Math.max(0, Math.min(count, possible));
    this.next = first + granted * gapMs;
    return { count: granted, firstInMs: first - now };
  }
}
