import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { ErrorKind } from '../common/domain-error.js';
import { FlightLease } from './flight-lease.js';
import { KeyInFlightError, KeyReusedError } from './idempotency.errors.js';
import { IdempotencyService, type OnceOnly } from './idempotency.service.js';
import { IdempotencyMemoryRepository } from './testing/idempotency.memory.repository.js';
import { DialledThings, type Fate, type Made, SomeFailure } from './testing/made-once.js';

/** Long enough for what is to happen within it on a busy machine. */
const LEASE_MS = 250;
const body = { to: '+14155550123' };

let keys: IdempotencyMemoryRepository;
let service: IdempotencyService;
let things: DialledThings;

beforeEach(() => {
  // The lease runs by this clock alone, which stands still while a test computes.
  jest.useFakeTimers();
  Logger.overrideLogger(false);
  keys = new IdempotencyMemoryRepository();
  service = new IdempotencyService(keys, new FlightLease(LEASE_MS));
  things = new DialledThings();
});

afterEach(() => void jest.useRealTimers());

const asked = (changes: object = {}) => ({
  key: 'key-1',
  caller: 'everyone',
  route: 'POST /things',
  markReplayed: jest.fn(),
  ...changes,
});
const make = (fate: Fate, request = asked()): Promise<Made> => service.once(request, body, things.work(fate));
const leaseEnds = (): Promise<void> => jest.advanceTimersByTimeAsync(LEASE_MS + 10);
/** Begins an execution that never ends; its instance renews nothing either. */
const killed = async (fate: Fate): Promise<void> => {
  const lease = Object.assign(new FlightLease(LEASE_MS), { hold: () => async () => undefined });
  void new IdempotencyService(keys, lease).once(asked(), body, things.work(fate));
  await leaseEnds();
};

describe('a request', () => {
  it('without a key is executed each time it comes', async () => {
    const request = asked({ key: undefined });
    const [one, other] = [await make('accepted', request), await make('accepted', request)];
    expect(one.id).not.toBe(other.id);
    expect(request.markReplayed).not.toHaveBeenCalled();
  });

  it('with a key is executed once, and answered to the letter again', async () => {
    const first = { z: 1, a: { at: new Date(), none: undefined }, text: 'é' };
    const execute = jest.fn(async () => first);
    const work: OnceOnly<object> = { execute, recover: async () => null };
    const [request, again] = [asked(), asked()];
    await expect(service.once(request, body, work)).resolves.toBe(first);
    const second = await service.once(again, body, work);
    expect(JSON.stringify(second)).toBe(JSON.stringify(first));
    expect(execute).toHaveBeenCalledTimes(1);
    expect(request.markReplayed).not.toHaveBeenCalled();
    expect(again.markReplayed).toHaveBeenCalledTimes(1);
  });

  it('that was answered is told from one that was not, among many, and nothing is executed', async () => {
    const first = await make('accepted');
    await expect(make('refused', asked({ key: 'key-2' }))).rejects.toThrow('some upstream-refused failure');
    const all = ['key-1', 'key-2', 'key-3', undefined].map((key) => ({ request: asked({ key }), body }));
    const answers = await service.answersTo([...all, { request: asked(), body: { to: 'another' } }]);
    expect(answers.slice(0, 2)).toMatchObject([{ body: first }, { failure: { kind: 'upstream-refused' } }]);
    expect(answers.slice(2)).toEqual([undefined, undefined, undefined]);
    expect(things.dialled).toHaveLength(2);
  });

  it.each([{ caller: 'someone else' }, { route: 'POST /others' }, { key: 'key-2' }])(
    'has nothing to do with one of %j',
    async (changes) => {
      await make('accepted');
      await make('accepted', asked(changes));
      expect(new Set(things.dialled).size).toBe(2);
    },
  );

  it('with the key of another request is refused, in flight and after it', async () => {
    const other = () => service.once(asked(), { to: '+14155550124' }, things.work('accepted'));
    const first = make('accepted');
    await expect(other()).rejects.toThrow(KeyReusedError);
    await first;
    await expect(other()).rejects.toThrow('Idempotency-Key was used with a different request');
    expect(things.dialled).toHaveLength(1);
  });

  it('in flight is told to come back, for as long as it takes', async () => {
    let end = (): void => undefined;
    const execute = (id = '') => new Promise<Made>((resolve) => (end = () => resolve({ id })));
    const first = service.once(asked(), body, { execute, recover: async () => null });
    for (let n = 0; n < 3; n += 1) {
      await leaseEnds();
      const refusal = make('accepted');
      await expect(refusal).rejects.toThrow(KeyInFlightError);
      await expect(refusal).rejects.toMatchObject({ kind: 'conflict', retryAfterSeconds: 1 });
    }
    end();
    const { id } = await first;
    await expect(make('accepted')).resolves.toEqual({ id });
    expect(things.dialled).toEqual([]);
  });
});

it('a flight that has ended is renewed no more', async () => {
  const renew = jest.spyOn(keys, 'renew');
  let end = (): void => undefined;
  const execute = (id = '') => new Promise<Made>((resolve) => (end = () => resolve({ id })));
  const flight = service.once(asked(), body, { execute, recover: async () => null });
  await leaseEnds();
  const renewals = renew.mock.calls.length;
  expect(renewals).toBeGreaterThan(0);
  end();
  await flight;
  await leaseEnds();
  expect(renew).toHaveBeenCalledTimes(renewals);
});

it('a flight does not land before a renewal under way has ended, which would undo it', async () => {
  const steps: string[] = [];
  let end = (): void => undefined;
  let endRenewal = (): void => undefined;
  const renewed = (): boolean => steps.push('renewed') > 0;
  const renewal = () => new Promise<boolean>((resolve) => (endRenewal = () => resolve(renewed())));
  jest.spyOn(keys, 'renew').mockImplementation(renewal);
  jest.spyOn(keys, 'answer').mockImplementation(async () => steps.push('answered') > 0);
  const execute = (id = '') => new Promise<Made>((resolve) => (end = () => resolve({ id })));
  const flight = service.once(asked(), body, { execute, recover: async () => null });
  await leaseEnds();
  end();
  await jest.advanceTimersByTimeAsync(0);
  endRenewal();
  await flight;
  expect(steps).toEqual(['renewed', 'answered']);
});

describe('a failure', () => {
  it.each<[ErrorKind, number]>([
    ['conflict', 1],
    ['forbidden', 1],
    ['not-found', 1],
    ['unprocessable', 1],
    ['upstream-refused', 1],
    ['invalid', 2],
    ['unauthorized', 2],
    ['unavailable', 2],
  ])('of kind %s is executed by %i of 2 requests', async (kind, times) => {
    const execute = jest.fn(async () => Promise.reject(new SomeFailure(kind)));
    const requests = [asked(), asked()];
    for (const request of requests)
      await expect(service.once(request, body, { execute, recover: async () => null })).rejects.toMatchObject(
        { kind, code: 'some-failure', message: `some ${kind} failure` },
      );
    expect(execute).toHaveBeenCalledTimes(times);
    expect(requests.map(({ markReplayed }) => markReplayed.mock.calls.length)).toEqual([0, 2 - times]);
  });

  it('that is not kept leaves the key free, also for another request', async () => {
    await expect(make('is refused before it stores')).rejects.toThrow('some unavailable failure');
    const changed = { to: '+14155550124' };
    await expect(service.once(asked(), changed, things.work('accepted'))).resolves.toBeDefined();
  });

  it.each(['unsent', 'refused for now'] as const)(
    'that left a failed thing behind (%s) gets a new id at the next try',
    async (fate) => {
      await expect(make(fate)).rejects.toThrow(SomeFailure);
      const { id } = await make('accepted');
      expect(things.dialled).toEqual([expect.not.stringMatching(id), id]);
      expect([...things.stored.values()]).toEqual([fate, 'accepted']);
    },
  );

  it.each([
    [false, 1],
    [true, 2],
  ])(
    'of a kind that is kept, worth retrying: %p, is executed by %i of 2 requests',
    async (isWorth, times) => {
      const execute = jest.fn(async () => Promise.reject(new SomeFailure('upstream-refused', isWorth)));
      for (let n = 0; n < 2; n += 1) {
        const asking = service.once(asked(), body, { execute, recover: async () => null });
        await expect(asking).rejects.toThrow('some upstream-refused failure');
      }
      expect(execute).toHaveBeenCalledTimes(times);
    },
  );

  it('that nobody expected lets the same request try again at once, under the same id', async () => {
    const ids: string[] = [];
    const work = (fate: Fate): OnceOnly<Made> => {
      const { execute, recover } = things.work(fate);
      return { execute: (id) => (ids.push(id ?? ''), execute(id)), recover };
    };
    await expect(service.once(asked(), body, work('fails before it stores'))).rejects.toThrow('it fails');
    await service.once(asked(), body, work('accepted'));
    expect(new Set(ids).size).toBe(1);
    expect(things.dialled).toHaveLength(1);
  });

  it.each(['fails after it stored', 'fails after it dialled'] as const)(
    'where it %s is answered as stored, and never dialled again',
    async (fate) => {
      const { id } = await make(fate);
      await expect(make('accepted')).resolves.toEqual({ id });
      expect(things.dialled).toHaveLength(fate === 'fails after it dialled' ? 1 : 0);
    },
  );

  it('of the store itself leaves all to the next request, after the lease', async () => {
    const down = async () => Promise.reject(new Error('the database is away'));
    const { execute } = things.work('fails after it dialled');
    await expect(service.once(asked(), body, { execute, recover: down })).rejects.toThrow('it fails');
    await expect(make('accepted')).rejects.toThrow(KeyInFlightError);
    await leaseEnds();
    await expect(make('accepted')).resolves.toEqual({ id: things.dialled[0] });
    expect(things.dialled).toHaveLength(1);
  });

  it('to note the answer down is not the client’s', async () => {
    keys.answer = async () => Promise.reject(new Error('the database is away'));
    const { id } = await make('accepted');
    expect(things.dialled).toEqual([id]);
  });
});

describe('after an instance was killed', () => {
  it.each([
    ['killed before it stores', 1, 0],
    ['killed after it stored', 0, 1],
    ['killed after it dialled', 1, 1],
  ] as const)(
    '%s: the next request answers the one thing, dialled %i times',
    async (fate, dials, replays) => {
      await killed(fate);
      const [request, again] = [asked(), asked()];
      const { id } = await make('accepted', request);
      await expect(make('accepted', again)).resolves.toEqual({ id });
      expect([...things.stored.keys()]).toEqual([id]);
      expect(things.dialled).toHaveLength(dials);
      const marked = [request, again].map(({ markReplayed }) => markReplayed.mock.calls.length);
      expect(marked).toEqual([replays, 1]);
    },
  );

  it('its key still belongs to its request', async () => {
    await killed('killed before it stores');
    const other = service.once(asked(), { to: '+14155550124' }, things.work('accepted'));
    await expect(other).rejects.toThrow(KeyReusedError);
  });

  it('what another flight stored as refused meanwhile is answered so, and for good', async () => {
    const recover = jest
      .fn<OnceOnly<Made>['recover']>()
      .mockResolvedValueOnce(null)
      .mockRejectedValueOnce(new SomeFailure('upstream-refused'));
    const execute = async (): Promise<Made> => Promise.reject(new SomeFailure('unavailable'));
    await killed('killed before it stores');
    await expect(service.once(asked(), body, { execute, recover })).rejects.toMatchObject({
      kind: 'upstream-refused',
    });
    await expect(make('accepted')).rejects.toMatchObject({ kind: 'upstream-refused' });
    expect(things.dialled).toEqual([]);
  });

  it('what it stored as undialled is answered so, and tried again unless it was refused for good', async () => {
    for (const [outcome, dials] of [
      ['refused', 0],
      ['refused for now', 1],
      ['unsent', 1],
    ] as const) {
      things = new DialledThings();
      const key = randomUUID();
      jest.spyOn(keys, 'answer').mockRejectedValueOnce(new Error('killed'));
      jest.spyOn(keys, 'remove').mockRejectedValueOnce(new Error('killed'));
      await expect(make(outcome, asked({ key }))).rejects.toThrow('failure');
      jest.restoreAllMocks();
      await leaseEnds();
      things.dialled.length = 0;
      await expect(make('accepted', asked({ key }))).rejects.toThrow(SomeFailure);
      await make('accepted', asked({ key })).catch(() => undefined);
      expect(things.dialled).toHaveLength(dials);
    }
  });
});
