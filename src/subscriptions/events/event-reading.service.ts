import type { Position } from '../../common/cursor.js';
import { Injectable } from '@nestjs/common';
import { KnownSubscriptions } from '../known-subscriptions.service.js';
import { SubscriptionsRepository } from '../subscriptions.repository.js';
import type { Event } from './event.js';
import { EventsRepository } from './events.repository.js';

/** So late events are read, by the clock that also tells when they were written down: all that are earlier can be seen by then. */
const LATE_MS = 2_000;

/** Events for who fetches them himself, such as `npm run listen`. */
@Injectable()
export class EventReadingService {
  constructor(
    private readonly events: EventsRepository,
    private readonly subscriptions: SubscriptionsRepository,
    private readonly known: KnownSubscriptions,
  ) {}

  /** What follows the position, oldest first, and the position of the last; without one reading begins now. */
  async read(after: Position | null, most: number): Promise<{ data: Event[]; next: Position }> {
    const now = await this.subscriptions.noteReader();
    if (!this.known.isAny) await this.known.refresh();
    const until = new Date(now.getTime() - LATE_MS);
    if (!after) return { data: [], next: { createdAt: until, id: '' } };
    const found = await this.events.findAfter(after, most);
    const data = found.filter(({ createdAt }) => createdAt <= until);
    const last = data.at(-1);
    return { data, next: last ? { createdAt: last.createdAt, id: last.id } : after };
  }
}
