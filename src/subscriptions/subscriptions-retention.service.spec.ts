import { expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { createEnvironment } from '../config/create-environment.js';
import { FakeClock } from '../common/testing/fake-clock.js';
import { PlanClock } from '../common/time/plan-clock.service.js';
import { HoldsService } from '../retention/holds.service.js';
import type { Retained } from '../retention/retained.js';
import { RetentionService } from '../retention/retention.service.js';
import { HoldsMemoryRepository } from '../retention/testing/holds.memory.repository.js';
import { LeasesMemoryRepository } from '../retention/testing/leases.memory.repository.js';
import type { DeliveriesRepository } from './deliveries/deliveries.repository.js';
import type { EventsRepository } from './events/events.repository.js';
import { SubscriptionsRetentionService } from './subscriptions-retention.service.js';

const DAY_MS = 86_400_000;

it('events and deliveries are forgotten after their days, but for those of calls on hold', async () => {
  jest.spyOn(Logger.prototype, 'log').mockImplementation(() => undefined);
  const clock = new FakeClock();
  const planClock = new PlanClock(clock);
  const holds = new HoldsService(new HoldsMemoryRepository(), planClock);
  const leases = new LeasesMemoryRepository(() => clock.wall());
  const retention = new RetentionService(holds, leases, clock, planClock);
  const keeping = () => {
    const kept = new Map<string, { daysOld: number; callId?: string }>([
      ...[1, 2].map((n): [string, { daysOld: number; callId: string }] => [
        `old ${n}`,
        { daysOld: 8, callId: `call ${n}` },
      ]),
      ['old, of no call', { daysOld: 8 }],
      ['young', { daysOld: 6, callId: 'call 1' }],
    ]);
    const findOlder = async (before: Date, skip: number, limit: number): Promise<Retained[]> =>
      [...kept]
        .filter(([, { daysOld }]) => clock.wall() - daysOld * DAY_MS < before.getTime())
        .slice(skip, skip + limit)
        .map(([id, { callId }]) => ({ id, callId }));
    const removeAll = async (ids: string[]) => ids.filter((id) => kept.delete(id)).length;
    return { kept, findOlder, removeAll };
  };
  const [events, deliveries] = [keeping(), keeping()];
  new SubscriptionsRetentionService(
    events as unknown as EventsRepository,
    deliveries as unknown as DeliveriesRepository,
    ...[retention, createEnvironment({ ENVIRONMENT: 'test', EVENTS_KEPT_DAYS: '7' })],
  ).onModuleInit();
  await holds.put('call 2', 'Case 1.');
  await retention.removeOld();
  for (const { kept } of [events, deliveries]) expect([...kept.keys()]).toEqual(['old 2', 'young']);
});
