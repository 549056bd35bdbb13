import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { UsersMemoryRepository } from './testing/users.memory.repository.js';
import { EmailTakenError, UserNotFoundError } from './user.errors.js';
import { UsersService } from './users.service.js';

const ada = { name: 'Ada Lovelace', email: 'Ada@Example.com', phoneNumber: '+14155550123' };

describe('UsersService', () => {
  let users: UsersService;

  beforeEach(() => {
    users = new UsersService(new UsersMemoryRepository());
  });

  it('makes a user with an id, times and a lower-case address', async () => {
    const user = await users.create({ ...ada, externalId: 'customer-1' });
    expect(user).toEqual({
      ...ada,
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      email: 'ada@example.com',
      externalId: 'customer-1',
      createdAt: expect.any(Date),
      updatedAt: user.createdAt,
    });
    await expect(users.getById(user.id)).resolves.toEqual(user);
  });

  it('counts addresses as the same whatever their case', async () => {
    await users.create(ada);
    const bob = await users.create({ ...ada, email: 'bob@example.com' });
    await expect(users.create({ ...ada, email: 'ADA@EXAMPLE.COM' })).rejects.toThrow(EmailTakenError);
    await expect(users.update(bob.id, { email: 'ADA@example.com' })).rejects.toThrow(EmailTakenError);
  });

  it('changes what is given, and the time of the change', async () => {
    const user = await users.create(ada);
    const changed = await users.update(user.id, { email: 'Countess@Example.com' });
    expect(changed).toMatchObject({ id: user.id, name: ada.name, email: 'countess@example.com' });
    expect(changed.createdAt).toEqual(user.createdAt);
    expect(changed.updatedAt.getTime()).toBeGreaterThanOrEqual(user.updatedAt.getTime());
  });

  it('answers the user as it is when nothing is to be changed', async () => {
    const user = await users.create(ada);
    await expect(users.update(user.id, {})).resolves.toEqual(user);
  });

  it('names the user that it did not find', async () => {
    const id = randomUUID();
    const sentence = `User not found: ${id}`;
    await expect(users.getById(id)).rejects.toThrow(new UserNotFoundError(id));
    await expect(users.update(id, {})).rejects.toThrow(sentence);
    await expect(users.update(id, { name: 'X' })).rejects.toThrow(sentence);
  });

  it('finds users by their handles', async () => {
    const user = await users.create({ ...ada, externalId: 'customer-1' });
    await expect(users.findByHandle('customer-1')).resolves.toEqual(user);
    await expect(users.findByHandles([user.id, 'customer-1'])).resolves.toEqual([user]);
    await expect(users.findPage({}, { page: 1, pageSize: 10 })).resolves.toMatchObject({
      total: 1,
      data: [user],
    });
  });
});
