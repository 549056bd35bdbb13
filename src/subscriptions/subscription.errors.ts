import { DomainError } from '../common/domain-error.js';
import { MOST_SUBSCRIPTIONS } from './subscription.js';

export class SubscriptionNotFoundError extends DomainError {
  readonly code = 'subscription-not-found';
  readonly kind = 'not-found';

  constructor(id: string) {
    super(`Subscription not found: ${id}`);
  }
}

export class DeliveryNotFoundError extends DomainError {
  readonly code = 'delivery-not-found';
  readonly kind = 'not-found';

  constructor(id: string) {
    super(`Delivery not found: ${id}`);
  }
}

export class TooManySubscriptionsError extends DomainError {
  readonly code = 'too-many-subscriptions';
  readonly kind = 'conflict';

  constructor() {
    super(`There are ${MOST_SUBSCRIPTIONS} subscriptions already: delete one first`);
  }
}

export class UrlRefusedError extends DomainError {
  readonly code = 'url-refused';
  readonly kind = 'invalid';

  constructor(why: string) {
    super(`Invalid url: ${why}`);
  }
}

export class SubscriptionDisabledError extends DomainError {
  readonly code = 'subscription-disabled';
  readonly kind = 'conflict';

  constructor(id: string) {
    super(`Subscription ${id} is disabled: enable it first`);
  }
}
