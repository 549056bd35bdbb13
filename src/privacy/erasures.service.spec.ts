import { describe, expect, it, jest } from '@jest/globals';
import { PlanClock } from '../common/time/plan-clock.service.js';
import type { SecretsService } from '../secrets/secrets.service.js';
import { UsersService } from '../users/users.service.js';
import type { Erasure } from './erasure.js';
import { ErasuresService } from './erasures.service.js';
import type { ErasingRounds } from './erasing-rounds.service.js';
import { SubjectsService } from './subjects.service.js';
import { ErasuresMemoryRepository } from './testing/erasures.memory.repository.js';
import { HANDLE, later, NUMBER, openPrivacyRoom, plant } from './testing/privacy-room.js';

const open = async () => {
  const room = await openPrivacyRoom();
  const { user } = await plant(room);
  const users = new UsersService(room.users);
  const secrets = { hash: (_purpose: string, text: string) => text } as SecretsService;
  const ring = jest.fn();
  const service = new ErasuresService(
    ...[room.erasures, new SubjectsService(users, secrets), users, { ring } as unknown as ErasingRounds],
    ...[room.collections, new PlanClock(room.clock)],
  );
  const all = async () => (await service.findPage({ page: 1, pageSize: 9 })).data;
  const stored = async (id: string) => (await room.erasures.find(id))!;
  const change = async (id: string, changes: Partial<Erasure>) =>
    (await room.erasures.replace({ ...(await stored(id)), ...changes }))!;
  const finish = (id: string) =>
    change(id, { step: 'done', whose: undefined, open: undefined, batch: undefined, nextAt: undefined });
  const now = () => new Date(room.clock.wall());
  return { room, service, user, users, ring, all, stored, change, finish, now };
};

describe('somebody who is erased', () => {
  it('twice at the same moment has one receipt', async () => {
    const { service, user, all, stored } = await open();
    const asked = [1, 2, 3].map(() => service.eraseUser(user.id));
    const ids = (await Promise.all(asked)).map(({ id }) => id);
    expect(new Set(ids).size).toBe(1);
    await expect(all()).resolves.toHaveLength(1);
    await expect(service.eraseUser(user.id)).resolves.toMatchObject({ id: ids[0] });
    const { whose } = await stored(ids[0]!);
    expect(whose).toMatchObject({ handles: [user.id, HANDLE], numbers: [NUMBER] });
    await expect(service.eraseUser('nobody')).rejects.toThrow('User not found: nobody');
  });

  it('has no account from then on, and all that has it counted before', async () => {
    const { room, service, user, users, ring, stored, now } = await open();
    const { id } = await service.eraseUser(user.id);
    await expect(users.findById(user.id)).resolves.toBeNull();
    expect(ring).toHaveBeenCalledTimes(1);
    const numbers = [NUMBER];
    await expect(stored(id)).resolves.toEqual({
      ...{ id, kind: 'user', subject: `user:${user.id}`, open: `user:${user.id}`, revision: 0 },
      ...{ requestedAt: now(), nextAt: now(), step: 'account', erased: {} },
      whose: { kind: 'user', userId: user.id, handles: [user.id, HANDLE], numbers },
      batch: {
        traces: expect.objectContaining({ userId: user.id, until: later(room, 2_000), numbers }),
        counts: expect.objectContaining({ users: 1, do_not_call: 1 }),
        next: 'calls',
      },
    });
  });

  it('has none either where it could not be removed at first', async () => {
    const { service, user, users, room } = await open();
    jest.spyOn(room.users, 'remove').mockRejectedValueOnce(new Error('away'));
    await expect(service.eraseUser(user.id)).rejects.toThrow('away');
    await expect(service.eraseUser(user.id)).resolves.toMatchObject({ subject: `user:${user.id}` });
    await expect(users.findById(user.id)).resolves.toBeNull();
  });

  it('has the receipt ever after', async () => {
    const { service, user, finish, all } = await open();
    const { id } = await service.eraseUser(user.id);
    const done = await finish(id);
    await expect(service.eraseUser(user.id)).resolves.toMatchObject({ id, revision: done.revision });
    await expect(all()).resolves.toHaveLength(1);
  });
});

describe('whoever is called under a number', () => {
  it('has one receipt, and another one where that is done', async () => {
    const { service, all, finish, user, users } = await open();
    const [first, second] = await Promise.all([service.eraseCallee(NUMBER), service.eraseCallee(NUMBER)]);
    expect(first.id).toBe(second.id);
    await expect(all()).resolves.toHaveLength(1);
    await finish(first.id);
    const third = await service.eraseCallee(NUMBER);
    expect(third).toMatchObject({ kind: 'callee', step: 'account', revision: 0 });
    await expect(all()).resolves.toHaveLength(2);
    await expect(users.findById(user.id)).resolves.toEqual(user);
  });

  it('is asked again in the open one, whatever the clock said when one that is done began', async () => {
    const { room, service, finish } = await open();
    await finish((await service.eraseCallee(NUMBER)).id);
    room.clock.pass(-600_000);
    const { id } = await service.eraseCallee(NUMBER);
    room.clock.pass(1_000);
    await expect(service.eraseCallee(NUMBER)).resolves.toMatchObject({ id });
  });

  it('is erased under each spelling that was asked for, in one erasure', async () => {
    const { service, stored } = await open();
    const { id } = await service.eraseCallee('+442071838750');
    await expect(service.eraseCallee('+4402071838750')).resolves.toMatchObject({ id });
    const { whose } = await stored(id);
    expect(whose?.numbers).toEqual(['+442071838750', '+4402071838750']);
  });
});

describe('an erasure that is asked for again', () => {
  it('goes through the calls once more, at once, with what it had begun', async () => {
    const { room, service, stored, change, ring, now } = await open();
    const { id, batch } = await service.eraseCallee(NUMBER);
    const before = await change(id, { step: 'rest', lateAt: now(), batch: { ...batch!, next: 'late' } });
    room.clock.pass(1_000);
    const { lateAt: _lateAt, revision, ...rest } = before;
    await service.eraseCallee(NUMBER);
    await expect(stored(id)).resolves.toEqual({
      ...rest,
      ...{ requestedAt: now(), nextAt: now(), step: 'calls', revision: revision + 1 },
      batch: { ...batch, next: 'calls' },
    });
    expect(ring).toHaveBeenCalledTimes(2);
    await change(id, { step: 'late', batch: undefined });
    await service.eraseCallee(NUMBER);
    const again = await stored(id);
    expect(again.step).toBe('calls');
    expect(again).not.toHaveProperty('batch');
  });

  it('is another one where it was done at that moment: calls were made since it was asked for', async () => {
    const { room, service, finish, ring, now } = await open();
    const { id } = await service.eraseCallee(NUMBER);
    room.clock.pass(1_000);
    jest.spyOn(ErasuresMemoryRepository.prototype, 'replace').mockImplementationOnce(async () => {
      await finish(id);
      return null;
    });
    const another = await service.eraseCallee(NUMBER);
    expect(another.id).not.toBe(id);
    expect(another.requestedAt).toEqual(now());
    expect(ring).toHaveBeenCalledTimes(2);
  });
});

it('an erasure is found by its id, and one that is not known is not', async () => {
  const { service } = await open();
  const erasure = await service.eraseCallee(NUMBER);
  await expect(service.get(erasure.id)).resolves.toEqual(erasure);
  const failure = { code: 'erasure-not-found', kind: 'not-found', message: 'Erasure not found: none' };
  await expect(service.get('none')).rejects.toMatchObject(failure);
});
