import { Injectable } from '@nestjs/common';
import { Interest } from '../calls/events/interest.service.js';
import type { Subscription } from './subscription.js';
import { SubscriptionsRepository } from './subscriptions.repository.js';

/** Who has not read events by himself for so long reads no more. */
const READS_FOR_MS = 60_000;

/** The endpoints as they were when they were last looked at. */
@Injectable()
export class KnownSubscriptions {
  private all?: Subscription[];
  private reader = { readAt: NaN, seenAt: -Infinity };

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
    return this.enabled.length > 0 || performance.now() - this.reader.seenAt < READS_FOR_MS;
  }

  /** Whether they were ever looked at. */
  get isRead(): boolean {
    return this.all !== undefined;
  }

  /** Looks at them anew. */
  async refresh(): Promise<void> {
    const readAt = performance.now();
    const { subscriptions, readAt: newest } = await this.subscriptions.findAll();
    this.all = subscriptions;
    // Neither this process's clock nor another's may be right: the time since it was first seen is.
    if (newest && newest.getTime() !== this.reader.readAt)
      this.reader = { readAt: newest.getTime(), seenAt: performance.now() };
    this.interest.note(this.isAny, readAt);
  }
}
