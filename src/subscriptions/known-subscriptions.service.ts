import { Injectable } from '@nestjs/common';
import { Interest } from '../calls/events/interest.service.js';
import type { Subscription } from './subscription.js';
import { SubscriptionsRepository } from './subscriptions.repository.js';

/** The endpoints as they were when they were last looked at. */
@Injectable()
export class KnownSubscriptions {
  private all?: Subscription[];
  private readUntil: Date | null = null;

  constructor(
    private readonly subscriptions: SubscriptionsRepository,
    private readonly interest: Interest,
  ) {}

  /** Those that are to be told of anything. */
  get enabled(): Subscription[] {
    return this.all?.filter(({ disabled }) => !disabled) ?? [];
  }

  /** Those that were disabled, of which the others may not have been told. */
  get untold(): Subscription[] {
    return this.all?.filter(({ telling }) => telling) ?? [];
  }

  /** Whether anybody is to be told of anything. */
  get isAny(): boolean {
    return this.enabled.length > 0 || (this.readUntil !== null && this.readUntil > new Date());
  }

  /** Whether they were ever looked at. */
  get isRead(): boolean {
    return this.all !== undefined;
  }

  /** Looks at them anew. */
  async refresh(): Promise<void> {
    const readAt = performance.now();
    const { subscriptions, readUntil } = await this.subscriptions.findAll();
    this.all = subscriptions;
    this.readUntil = readUntil;
    this.interest.note(this.isAny, readAt);
  }
}
