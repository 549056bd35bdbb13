import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import fc from 'fast-check';
import { Clock } from '../../common/time/clock.service.js';
import { PlanClock } from '../../common/time/plan-clock.service.js';
import { callStatus, newQueuedCall } from '../model/call.js';
import { openCallsRoom } from '../testing/calls-room.js';
import { RescheduleService } from './reschedule.service.js';

/** `STORIES=10000 npm test -- src/calls/control` tries more of them. */
const STORIES = Number(process.env['STORIES'] ?? 400);
const SOON = 60_000;

const pass = async (turns: number): Promise<void> => {
  for (let i = 0; i < turns; i += 1) await turn();
};

/** What clients want at the same time, and what a dispatcher does that has found the call some time ago. */
const stories = fc.record({
  hasPlan: fc.boolean(),
  clients: fc.array(
    fc.record({
      startsAfter: fc.nat(8),
      text: fc.constantFrom(undefined, 'One.', 'Two.'),
      priority: fc.constantFrom(undefined, 3, 7),
      expiresInMs: fc.constantFrom(undefined, SOON, 10 * SOON),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  dispatchers: fc.array(
    fc.record({
      startsAfter: fc.nat(8),
      thinks: fc.nat(6),
      does: fc.constantFrom('dial' as const, 'expire' as const, 'postpone' as const),
    }),
    { minLength: 1, maxLength: 4 },
  ),
});

/** A call that is due, in a database that takes its time. */
const open = async (g: fc.GeneratorValue, hasPlan: boolean) => {
  const planClock = new PlanClock(new Clock());
  const room = openCallsRoom(planClock);
  const { changes, events, service, attempts, followUps } = room;
  const store = changes.store.bind(changes);
  changes.store = async (change) => {
    await pass(g(fc.nat, 4));
    return store(change);
  };
  const plan = { machineDetection: 'none' as const, priority: 0 };
  const request = { to: '+14155550123', userExternalId: 'customer-1', recordingEnabled: true };
  const due = { dueAt: planClock.now(), why: 'pace' as const };
  const call = newQueuedCall({ ...request, ...(hasPlan && { plan }) }, due);
  await store({ kind: 'requested', call });
  return {
    ...room,
    id: call.id,
    control: new RescheduleService(service, events, attempts, followUps, planClock),
  };
};

it('an attempt is made once, by the plan that the call shows from then on, whoever changes it at the same time', async () => {
  Logger.overrideLogger(false);
  let [dialled, changed] = [0, 0];
  await fc.assert(
    fc.asyncProperty(fc.gen(), stories, async (g, { hasPlan, clients, dispatchers }) => {
      const { id, calls, attempts, control } = await open(g, hasPlan);
      const begun: { plan?: object; content: object }[] = [];
      const refusals: string[] = [];
      let taken = 0;
      const client = async ({ startsAfter, text, priority, expiresInMs }: (typeof clients)[number]) => {
        await pass(startsAfter);
        const expiresAt = expiresInMs ? new Date(Date.now() + expiresInMs) : undefined;
        const plan = { ...(priority !== undefined && { priority }), ...(expiresAt && { expiresAt }) };
        const wish = { plan, text };
        const first = await control.reschedule(id, wish).catch((error: Error) => error);
        if (first instanceof Error) refusals.push(first.message);
        else taken += 1;
      };
      const dispatcher = async ({ startsAfter, thinks, does }: (typeof dispatchers)[number], n: number) => {
        await pass(startsAfter);
        const found = (await calls.findById(id))!;
        await pass(thinks);
        if (!found.wait) return;
        const reason = { code: 'expired', message: 'Too late' };
        const dueAt = new Date(Date.now() + 1);
        if (does === 'expire') await attempts.sendAway(found, { kind: 'over', status: 'canceled', reason });
        else if (does === 'postpone') await attempts.sendAway(found, { kind: 'later', dueAt, why: 'window' });
        else {
          const one = await attempts.begin(found, `key ${n}`);
          if (one) begun.push(one);
        }
      };
      await Promise.all([...clients.map(client), ...dispatchers.map(dispatcher)]);
      const last = (await calls.findWithEvents(id))!;
      expect(begun.length).toBe(last.attempts.length);
      expect(begun.length).toBeLessThanOrEqual(1);
      for (const { plan, content } of begun)
        expect({ plan, content }).toEqual({ plan: last.plan, content: last.content });
      const steps = last.steps!.filter(({ kind }) => kind === 'rescheduled').length;
      expect(steps).toBeLessThanOrEqual(taken);
      const known = /being dialled|cannot be rescheduled yet|already ended/;
      expect(refusals.filter((message) => !known.test(message))).toEqual([]);
      const { version, plan, wait } = last;
      const lane = `${plan?.priority ?? 5}:customer-1`;
      const status = plan ? 'queued' : 'initiated';
      expect(wait ? [wait.lane, callStatus(last)] : [lane, status]).toEqual([lane, status]);
      // What is so already is answered as it is, whatever the call does.
      const again = { plan: { priority: plan?.priority ?? 0 }, text: last.content.text ?? null };
      expect((await control.reschedule(id, again)).call.version).toBe(version);
      dialled += begun.length;
      changed += steps;
    }),
    { numRuns: STORIES },
  );
  // The stories are worth their time only where both happen.
  expect(dialled).toBeGreaterThan(STORIES / 10);
  expect(changed).toBeGreaterThan(STORIES / 10);
}, 60_000);

it('a call that was given more time is not ended by who had found it without', async () => {
  const { id, calls, attempts, control } = await open((() => 0) as unknown as fc.GeneratorValue, true);
  const found = (await calls.findById(id))!;
  await control.reschedule(id, { plan: { expiresAt: new Date(Date.now() + SOON) } });
  const reason = { code: 'expired', message: 'Too late' };
  await attempts.sendAway(found, { kind: 'over', status: 'canceled', reason });
  await expect(calls.findById(id)).resolves.toMatchObject({ wait: {}, plan: {} });
});
