import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Clock } from '../../common/time/clock.service.js';
import type { DisablingService } from '../disabling.service.js';
import type { Event } from '../events/event.js';
import type { EventsRepository } from '../events/events.repository.js';
import type { Subscription } from '../subscription.js';
import type { SubscriptionsRepository } from '../subscriptions.repository.js';
import type { DeliveriesRepository } from './deliveries.repository.js';
import { DeliveringService } from './delivering.service.js';
import type { Delivery, DeliveryResult } from './delivery.js';
import type { SendingService, Sent } from './sending.service.js';

const endpoint = { id: randomUUID(), url: 'https://example.com/', health: { failures: 0 }, rings: 0 };
const due = Array.from(
  { length: 200 },
  (_, n) => ({ id: `d${n}`, eventId: `e${n}`, failures: 0, dueAt: new Date(n) }) as Delivery,
);

/** Sends to an endpoint that takes all, each answer a turn of the loop later. */
const openDelivering = () => {
  const sent: string[] = [];
  const noted = new Set<string>();
  const done: string[] = [];
  const send = jest.fn(async (_: unknown, { id }: Event): Promise<Sent> => {
    sent.push(id);
    await new Promise(setImmediate);
    return { at: new Date(), tookMs: 1, status: 200, isTaken: true };
  });
  const note = jest.fn(async (results: DeliveryResult[]) => {
    for (const { id } of results) noted.add(id);
  });
  const lease = jest.fn(async (): Promise<Subscription | null> => endpoint as unknown as Subscription);
  const noteHealth = jest.fn(async (..._noted: unknown[]) => true);
  const release = async () => void done.push(`released at ${sent.length}`);
  const reads: number[] = [];
  const findDue = async (_id: string, _now: Date, most: number) => {
    reads.push(most);
    return due.filter(({ id }) => !noted.has(id)).slice(0, most);
  };
  const findByIds = async (ids: string[]) => ids.map((id) => ({ id }) as Event);
  const delivering = new DeliveringService(
    { lease, noteHealth, release } as unknown as SubscriptionsRepository,
    { findDue, note, nextDueAt: async () => null } as unknown as DeliveriesRepository,
    { findByIds } as unknown as EventsRepository,
    { send } as unknown as SendingService,
    {} as DisablingService,
    new Clock(),
  );
  const deliver = () => delivering.deliver(endpoint.id, new AbortController().signal);
  return { sent, noted, done, reads, send, note, lease, noteHealth, deliver };
};

afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

it('sends nothing any more once something cannot be written down, and gives the endpoint free after that', async () => {
  const { sent, noted, done, note, deliver } = openDelivering();
  note.mockRejectedValueOnce(new Error('no database'));
  await expect(deliver()).rejects.toThrow('no database');
  const count = sent.length;
  expect(count).toBeLessThan(60);
  // What failed is written down with the rest of it.
  expect(noted.size).toBe(count);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect([sent.length, done]).toEqual([count, [`released at ${count}`]]);
});

it('leaves the endpoint to another instance that has its lease by now', async () => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick'] });
  const { sent, send, lease, deliver } = openDelivering();
  const usual = send.getMockImplementation()!;
  send.mockImplementation(async (...given) => {
    if (sent.length === 20) {
      lease.mockResolvedValue(null);
      await jest.advanceTimersByTimeAsync(10_000);
    }
    return usual(...given);
  });
  await deliver();
  expect(sent.length).toBeLessThan(40);
});

it('goes on with what a client has changed or asked for meanwhile', async () => {
  const { sent, noteHealth, deliver, noted } = openDelivering();
  const again = [...due.slice(0, 3)].map(({ id }) => id);
  noteHealth.mockImplementationOnce(async () => {
    for (const id of again) noted.delete(id);
    return false;
  });
  await deliver();
  expect(sent).toHaveLength(203);
});

describe('what was read more than a second ago', () => {
  let ms = 0;
  beforeEach(() => {
    ms = 0;
    jest.spyOn(Clock.prototype, 'monotonic').mockImplementation(() => ms);
  });

  it('is sent no more: its endpoint may be gone, and somebody erased', async () => {
    const { sent, send, lease, deliver } = openDelivering();
    const usual = send.getMockImplementation()!;
    send.mockImplementation(async (...given) => {
      ms += 100;
      if (sent.length === 5) lease.mockResolvedValue(null);
      return usual(...given);
    });
    await deliver();
    expect(sent.length).toBeGreaterThanOrEqual(8);
    expect(sent.length).toBeLessThanOrEqual(11);
  });

  it('is read again, not much more than is sent in that time, and all of it is sent once', async () => {
    const { sent, send, reads, deliver } = openDelivering();
    const usual = send.getMockImplementation()!;
    send.mockImplementation(async (...given) => {
      ms += 50;
      return usual(...given);
    });
    await deliver();
    expect(new Set(sent).size).toBe(200);
    expect(sent).toHaveLength(200);
    expect(Math.max(...reads.slice(1, 5))).toBeLessThan(30);
  });

  it('is sent all the same, a few at a time, where the database takes so long', async () => {
    const { sent, lease, deliver } = openDelivering();
    const usual = lease.getMockImplementation()!;
    lease.mockImplementation(async () => {
      ms += 5_000;
      return usual();
    });
    await deliver();
    expect(sent).toHaveLength(200);
  });
});

it('holds nothing against an endpoint that Atlas could not sign for', async () => {
  const { send, noteHealth, deliver } = openDelivering();
  send.mockImplementation(async () => ({ at: new Date(), tookMs: 1, isTaken: false, isOwnFault: true }));
  await deliver();
  expect(noteHealth.mock.calls.map((given) => given[2])).toEqual([{ health: { failures: 0 } }]);
});
