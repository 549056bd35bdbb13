import type { BudgetGrant, BudgetRequest } from './request-budget.js';

/** The whole deployment's requests to Twilio about calls, evenly spaced by the database's clock. */
export abstract class RequestBudgetRepository {
  /** Takes as many of the wanted slots as there are before the horizon. */
  abstract take(request: BudgetRequest): Promise<BudgetGrant>;
}
