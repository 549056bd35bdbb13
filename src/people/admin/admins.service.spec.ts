import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Person, standingOf } from '../person.js';
import { ROLES } from '../role.js';
import { PeopleMemoryRepository } from '../testing/people.memory.repository.js';
import { GRACE, PeopleRoom } from '../testing/people-room.js';
import { somePerson } from '../testing/person.factory.js';
import { PeopleService } from '../people.service.js';
import { FakeClock } from '../../common/testing/fake-clock.js';
import { PageQueryDto } from '../../common/dto/page-query.dto.js';
import type { Environment } from '../../config/environment.js';
import { AdminsService } from './admins.service.js';
import { PeopleController } from './people.controller.js';

let room: PeopleRoom;
let admins: AdminsService;
beforeEach(() => {
  room = new PeopleRoom();
  admins = new AdminsService(room.repository, room.people, room.clock);
});

const joined = async (name: string, role: Person['role']): Promise<string> => {
  await room.join({ email: `${name}@example.com`, name, role });
  return (await room.repository.findByEmail(`${name}@example.com`))!.id;
};

describe('an admin', () => {
  it('changes roles, and keeps people out', async () => {
    await joined('ada', 'admin');
    const id = await joined('grace', 'viewer');
    await expect(admins.update(id, { role: 'operator' })).resolves.toMatchObject({ role: 'operator' });
    const disabled = await admins.update(id, { isDisabled: true });
    expect([standingOf(disabled), disabled.role]).toEqual(['disabled', 'operator']);
    await expect(admins.update(id, { isDisabled: false })).rejects.toThrow('invite them again');
    await expect(admins.update(id, { isDisabled: true })).resolves.toEqual(disabled);
    await expect(admins.reset(id)).rejects.toThrow('invite them again');
    await expect(admins.update('nobody', {})).rejects.toThrow('Person not found: nobody');
  });

  it('who is the last one stays: no other role, not disabled, not reset', async () => {
    const id = await joined('ada', 'admin');
    await room.people.invite({ ...GRACE, role: 'admin' });
    for (const change of [{ role: 'viewer' as const }, { isDisabled: true }])
      await expect(admins.update(id, change)).rejects.toThrow('This is the last admin');
    await expect(admins.reset(id)).rejects.toThrow('This is the last admin');
    await expect(admins.get(id)).resolves.toMatchObject({ role: 'admin', sessions: [{}] });
  });

  it('who is not may go; disabled or reset they have their role still', async () => {
    await joined('ada', 'admin');
    const [first, second] = [await joined('bob', 'admin'), await joined('eve', 'admin')];
    await admins.reset(first);
    await admins.update(second, { isDisabled: true });
    await expect(admins.get(first)).resolves.toMatchObject({ role: 'admin', link: {} });
    await expect(admins.get(second)).resolves.toMatchObject({ role: 'admin' });
  });
});

it('an admin whose leaving was never settled stands in nobody’s way for more than a minute', async () => {
  const [first, second] = [await joined('ada', 'admin'), await joined('bob', 'admin')];
  const leaving = { by: 'a process that died', since: new Date(room.clock.wall()) };
  await expect(room.repository.beginLeaving(first, leaving, leaving.since)).resolves.toBe(true);
  await expect(admins.update(second, { isDisabled: true })).rejects.toThrow('This is the last admin');
  await expect(admins.update(first, { role: 'viewer' })).rejects.toThrow('Somebody else is changing');
  room.clock.pass(61_000);
  await expect(admins.update(first, { role: 'viewer' })).resolves.toMatchObject({ role: 'viewer' });
  expect((await admins.get(first)).leaving).toBeUndefined();
});

it('an admin whose leaving was never settled counts as one who stays, after a minute', async () => {
  const [first, second] = [await joined('ada', 'admin'), await joined('bob', 'admin')];
  const since = new Date(room.clock.wall());
  await room.repository.beginLeaving(first, { by: 'a process that died', since }, since);
  await expect(admins.reset(second)).rejects.toThrow('This is the last admin');
  room.clock.pass(61_000);
  await expect(admins.reset(second)).resolves.toMatchObject({ personId: second });
});

it('of admins who take each other’s role or access at once, one stays', async () => {
  const acts = fc.array(
    fc.tuple(fc.nat(2), fc.constantFrom(...ROLES, 'disabled' as const, 'reset' as const)),
    {
      minLength: 1,
      maxLength: 5,
    },
  );
  await fc.assert(
    fc.asyncProperty(acts, async (wishes) => {
      const repository = new PeopleMemoryRepository();
      const clock = new FakeClock();
      const own = new AdminsService(repository, new PeopleService(repository, clock), clock);
      const all = Array.from({ length: 3 }, () => somePerson({ role: 'admin', passwordHash: 'p' }));
      for (const person of all) await repository.insert(person);
      await Promise.allSettled(
        wishes.map(([who, what]) => {
          const { id } = all[who]!;
          if (what === 'reset') return own.reset(id);
          return own.update(id, what === 'disabled' ? { isDisabled: true } : { role: what });
        }),
      );
      const left = (await repository.findAll()).filter(
        (person) => person.role === 'admin' && standingOf(person) === 'active',
      );
      expect(left.length).toBeGreaterThan(0);
    }),
    { numRuns: 1000 },
  );
});

it('the list of people comes in pages, each of them once', async () => {
  for (const name of ['ada', 'bob', 'eve']) await joined(name, 'viewer');
  const controller = new PeopleController(room.people, admins, {} as Environment);
  const pages = await Promise.all(
    [1, 2, 3].map((page) => controller.listPeople(Object.assign(new PageQueryDto(), { page, page_size: 2 }))),
  );
  expect(pages.map(({ data }) => data.map(({ email }) => email.split('@')[0]))).toEqual([
    ['ada', 'bob'],
    ['eve'],
    [],
  ]);
  expect(pages.map(({ total }) => total)).toEqual([3, 3, 3]);
});
