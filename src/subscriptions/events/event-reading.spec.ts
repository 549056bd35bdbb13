import { expect, it } from '@jest/globals';
import type { KnownSubscriptions } from '../known-subscriptions.service.js';
import type { SubscriptionsRepository } from '../subscriptions.repository.js';
import type { Event } from './event.js';
import { EventReadingService } from './event-reading.service.js';
import type { EventsRepository } from './events.repository.js';

/** The database's time, far from this process's. */
const at = (ms: number) => new Date(Date.UTC(2020, 0, 1) + ms);

const openReading = (now: Date, createdAt: Date[]) => {
  const found = createdAt.map((each, n) => ({ id: `e${n}`, createdAt: each }) as Event);
  return new EventReadingService(
    { findAfter: async () => found } as unknown as EventsRepository,
    { noteReader: async () => now } as unknown as SubscriptionsRepository,
    { isAny: true } as KnownSubscriptions,
  );
};

it('begins, and goes on, two seconds behind the clock that tells when events were written down', async () => {
  const begun = await openReading(at(10_000), []).read(null, 9);
  expect(begun).toEqual({ data: [], next: { createdAt: at(8_000), id: '' } });
  const { data, next } = await openReading(at(12_000), [at(8_500), at(10_000), at(10_001)]).read(
    begun.next,
    9,
  );
  expect(data.map(({ id }) => id)).toEqual(['e0', 'e1']);
  expect(next).toEqual({ createdAt: at(10_000), id: 'e1' });
  const none = await openReading(at(12_000), [at(10_001)]).read(begun.next, 9);
  expect(none).toEqual({ data: [], next: begun.next });
});
