import { expect, it } from '@jest/globals';
import { PlanClock } from '../common/time/plan-clock.service.js';
import type { SecretsService } from '../secrets/secrets.service.js';
import { UsersService } from '../users/users.service.js';
import type { Erasure } from './erasure.js';
import { ErasuresService } from './erasures.service.js';
import type { ErasingRounds } from './erasing-rounds.service.js';
import { SubjectsService } from './subjects.service.js';
import { NUMBER, openPrivacyRoom, plant, type PrivacyRoom } from './testing/privacy-room.js';

const finish = async (room: PrivacyRoom, { id }: Erasure): Promise<void> => {
  const { whose: _whose, open: _open, nextAt: _nextAt, ...rest } = (await room.erasures.find(id))!;
  await room.erasures.replace({ ...rest, step: 'done' });
};

const open = async () => {
  const room = await openPrivacyRoom();
  const { user } = await plant(room);
  const users = new UsersService(room.users);
  const secrets = { hash: (_purpose: string, text: string) => text } as SecretsService;
  const rounds = { ring: () => undefined } as ErasingRounds;
  const service = new ErasuresService(
    ...[room.erasures, new SubjectsService(users, secrets), users, rounds, room.collections],
    new PlanClock(room.clock),
  );
  const all = async () => (await service.findPage({ page: 1, pageSize: 9 })).data;
  return { service, room, user, all };
};

it('somebody who is erased twice at the same moment has one receipt', async () => {
  const { service, user, all } = await open();
  const asked = [1, 2, 3].map(() => service.eraseUser(user.id));
  const ids = (await Promise.all(asked)).map(({ id }) => id);
  expect(new Set(ids).size).toBe(1);
  await expect(all()).resolves.toHaveLength(1);
  await expect(service.eraseUser(user.id)).resolves.toMatchObject({ id: ids[0] });
  await expect(service.eraseUser('nobody')).rejects.toThrow('User not found: nobody');
});

it('so has whoever is called under a number, and another one where it is done', async () => {
  const { service, room, all } = await open();
  const [first, second] = await Promise.all([service.eraseCallee(NUMBER), service.eraseCallee(NUMBER)]);
  expect(first.id).toBe(second.id);
  await finish(room, first);
  const third = await service.eraseCallee(NUMBER);
  expect(third.id).not.toBe(first.id);
  await expect(all()).resolves.toHaveLength(2);
});

it('of an open one and one that is done, the open one is asked again, whatever the clock said when they began', async () => {
  const { service, room } = await open();
  await finish(room, await service.eraseCallee(NUMBER));
  room.clock.pass(-600_000);
  const openOne = await service.eraseCallee(NUMBER);
  room.clock.pass(1_000);
  await expect(service.eraseCallee(NUMBER)).resolves.toMatchObject({ id: openOne.id });
});

it('who asks again when it is just done has another one begun', async () => {
  const { service, room } = await open();
  const first = await service.eraseCallee(NUMBER);
  const replace = room.erasures.replace.bind(room.erasures);
  room.erasures.replace = async (erasure) => {
    room.erasures.replace = replace;
    await finish(room, erasure);
    return null;
  };
  const second = await service.eraseCallee(NUMBER);
  expect(second.id).not.toBe(first.id);
  expect(second.whose).toBeDefined();
});
