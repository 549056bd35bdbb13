import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EmailTakenError, ExternalIdTakenError } from '../user.errors.js';
import type { User, UserFilter } from '../user.js';
import type { UsersRepository } from '../users.repository.js';
import { someUser } from './user.factory.js';

const later = new Date('2026-02-03T04:05:06.789Z');

/** What every UsersRepository keeps to; `open` answers an empty one. */
export function describeUsersRepository(name: string, open: () => Promise<UsersRepository>): void {
  describe(`${name} keeps users`, () => {
    describeReading(open);
    describeUniqueness(open);
    describeUpdating(open);
    describePages(open);
    describeRemoving(open);
  });
}

function describeReading(open: () => Promise<UsersRepository>): void {
  it('answers a user as it was given, with and without an external id', async () => {
    const users = await open();
    const plain = someUser();
    const named = someUser({ externalId: 'customer-1' });
    await users.insert(plain);
    await users.insert(named);
    await expect(users.findById(plain.id)).resolves.toStrictEqual(plain);
    await expect(users.findById(named.id)).resolves.toStrictEqual(named);
  });

  it('answers null where there is no such user', async () => {
    const users = await open();
    await expect(users.findById(randomUUID())).resolves.toBeNull();
    await expect(users.findById('not an id')).resolves.toBeNull();
    await expect(users.findByHandle('nobody')).resolves.toBeNull();
  });

  it('finds a user by its id and by its external id', async () => {
    const users = await open();
    const user = someUser({ externalId: 'customer-1' });
    await users.insert(user);
    await users.insert(someUser());
    await expect(users.findByHandle(user.id)).resolves.toStrictEqual(user);
    await expect(users.findByHandle('customer-1')).resolves.toStrictEqual(user);
  });

  it('finds several users by handle, each once', async () => {
    const users = await open();
    const [first, second] = [someUser({ externalId: 'customer-1' }), someUser()];
    for (const user of [first, second, someUser()]) await users.insert(user);
    const found = await users.findByHandles(['customer-1', first.id, second.id, 'nobody']);
    expect(found.map(({ id }) => id).sort()).toEqual([first.id, second.id].sort());
    await expect(users.findByHandles([])).resolves.toEqual([]);
  });
}

function describeUniqueness(open: () => Promise<UsersRepository>): void {
  it('refuses a second user with the same e-mail address', async () => {
    const users = await open();
    await users.insert(someUser({ email: 'ada@example.com' }));
    await expect(users.insert(someUser({ email: 'ada@example.com' }))).rejects.toThrow(EmailTakenError);
  });

  it('refuses a second user with the same id, and keeps the first', async () => {
    const users = await open();
    const user = someUser();
    await users.insert(user);
    await expect(users.insert(user)).rejects.toThrow(Error);
    await expect(users.insert(someUser({ id: user.id }))).rejects.toThrow(Error);
    await expect(users.findById(user.id)).resolves.toStrictEqual(user);
  });

  it('refuses a second user with the same external id', async () => {
    const users = await open();
    await users.insert(someUser({ externalId: 'customer-1' }));
    await expect(users.insert(someUser({ externalId: 'customer-1' }))).rejects.toThrow(ExternalIdTakenError);
  });

  it('refuses an external id that is the id of another user', async () => {
    const users = await open();
    const [first, second] = [someUser(), someUser()];
    await users.insert(first);
    await users.insert(second);
    await expect(users.insert(someUser({ externalId: first.id }))).rejects.toThrow(ExternalIdTakenError);
    await expect(users.update(second.id, { externalId: first.id }, later)).rejects.toThrow(
      ExternalIdTakenError,
    );
  });

  it('refuses a new id that is the external id of another user', async () => {
    const users = await open();
    const id = randomUUID();
    await users.insert(someUser({ externalId: id }));
    await expect(users.insert(someUser({ id }))).rejects.toThrow(ExternalIdTakenError);
  });

  it('accepts any number of users without an external id, and a user’s own id as its external id', async () => {
    const users = await open();
    for (let n = 0; n < 3; n += 1) await users.insert(someUser());
    const id = randomUUID();
    await users.insert(someUser({ id, externalId: id }));
    await expect(users.findByHandle(id)).resolves.toMatchObject({ id, externalId: id });
  });

  it('lets one of many racing writers win', async () => {
    const users = await open();
    const racers = Array.from({ length: 20 }, () => users.insert(someUser({ email: 'ada@example.com' })));
    const outcomes = await Promise.allSettled(racers);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(users.findPage({}, { page: 1, pageSize: 10 })).resolves.toMatchObject({ total: 1 });
  });
}

function describeUpdating(open: () => Promise<UsersRepository>): void {
  it('changes what is given and keeps the rest', async () => {
    const users = await open();
    const user = someUser({ externalId: 'customer-1' });
    await users.insert(user);
    const changed = { ...user, name: 'Ada King', updatedAt: later };
    await expect(users.update(user.id, { name: 'Ada King' }, later)).resolves.toStrictEqual(changed);
    await expect(users.findById(user.id)).resolves.toStrictEqual(changed);
  });

  it('answers null for a user that does not exist', async () => {
    const users = await open();
    await expect(users.update(randomUUID(), { name: 'Ada King' }, later)).resolves.toBeNull();
  });

  it('moves the external id, and frees the old one', async () => {
    const users = await open();
    const user = someUser({ externalId: 'customer-1' });
    await users.insert(user);
    await users.update(user.id, { externalId: 'customer-2' }, later);
    await expect(users.findByHandle('customer-1')).resolves.toBeNull();
    await expect(users.findByHandle('customer-2')).resolves.toMatchObject({ id: user.id });
    await expect(users.findByHandle(user.id)).resolves.toMatchObject({ externalId: 'customer-2' });
    await users.insert(someUser({ externalId: 'customer-1' }));
  });

  it('takes the external id away, for another user to have', async () => {
    const users = await open();
    const user = someUser({ externalId: 'customer-1' });
    await users.insert(user);
    const { externalId: _taken, ...without } = { ...user, updatedAt: later };
    await expect(users.update(user.id, { externalId: null }, later)).resolves.toStrictEqual(without);
    await expect(users.findById(user.id)).resolves.toStrictEqual(without);
    await expect(users.findByHandle('customer-1')).resolves.toBeNull();
    await users.insert(someUser({ externalId: 'customer-1' }));
  });

  it('refuses the e-mail address and the external id of another user, and changes nothing', async () => {
    const users = await open();
    const [first, second] = [someUser({ externalId: 'customer-1' }), someUser()];
    await users.insert(first);
    await users.insert(second);
    await expect(users.update(second.id, { name: 'X', email: first.email }, later)).rejects.toThrow(
      EmailTakenError,
    );
    await expect(users.update(second.id, { externalId: 'customer-1' }, later)).rejects.toThrow(
      ExternalIdTakenError,
    );
    await expect(users.findById(second.id)).resolves.toStrictEqual(second);
  });

  it('accepts a user’s own e-mail address and external id again', async () => {
    const users = await open();
    const user = someUser({ externalId: 'customer-1' });
    await users.insert(user);
    const same = { email: user.email, externalId: 'customer-1' };
    await expect(users.update(user.id, same, later)).resolves.toStrictEqual({ ...user, updatedAt: later });
  });
}

function describeRemoving(open: () => Promise<UsersRepository>): void {
  it('removes a user, whose names are free for another one from then on', async () => {
    const users = await open();
    const user = someUser({ externalId: 'customer-1' });
    await users.insert(user);
    await expect(users.remove(user.id)).resolves.toBe(true);
    await expect(users.remove(user.id)).resolves.toBe(false);
    await expect(users.findByHandle('customer-1')).resolves.toBeNull();
    const next = someUser({ externalId: 'customer-1', email: user.email });
    await users.insert(next);
    await expect(users.findByHandle('customer-1')).resolves.toStrictEqual(next);
  });
}

function describePages(open: () => Promise<UsersRepository>): void {
  it('answers no data past the end, with the total', async () => {
    const users = await open();
    await users.insert(someUser());
    await expect(users.findPage({}, { page: 100_000, pageSize: 100 })).resolves.toEqual({
      page: 100_000,
      pageSize: 100,
      total: 1,
      data: [],
    });
  });

  it('finds users by external id and by e-mail address, exactly', async () => {
    const users = await open();
    const [first, second] = [someUser({ externalId: 'customer-1' }), someUser({ externalId: 'customer-2' })];
    for (const user of [first, second, someUser()]) await users.insert(user);
    const found = async (filter: UserFilter): Promise<string[]> => {
      const { total, data } = await users.findPage(filter, { page: 1, pageSize: 10 });
      expect(total).toBe(data.length);
      return data.map(({ id }) => id);
    };
    await expect(found({ externalId: 'customer-1' })).resolves.toEqual([first.id]);
    await expect(found({ email: second.email })).resolves.toEqual([second.id]);
    await expect(found({ externalId: 'customer-1', email: second.email })).resolves.toEqual([]);
    for (const none of [{ externalId: first.id }, { externalId: 'customer' }, { email: 'ada@example.com' }])
      await expect(found(none)).resolves.toEqual([]);
  });

  it('cuts any list into pages that hold each user once, newest first', async () => {
    const seconds = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 12 });
    const pageSizes = fc.integer({ min: 1, max: 6 });
    const property = fc.asyncProperty(seconds, pageSizes, async (ages, pageSize) => {
      const users = await open();
      for (const age of ages) await users.insert(someUser({ createdAt: new Date(age) }));
      const paged: User[] = [];
      for (let page = 1; page <= Math.ceil(ages.length / pageSize); page += 1) {
        const { data, total } = await users.findPage({}, { page, pageSize });
        expect(total).toBe(ages.length);
        paged.push(...data);
      }
      expect(new Set(paged.map(({ id }) => id)).size).toBe(ages.length);
      const times = paged.map(({ createdAt }) => createdAt.getTime());
      expect(times).toEqual([...ages].sort((a, b) => b - a));
    });
    await fc.assert(property, { numRuns: 15 });
  });
}
