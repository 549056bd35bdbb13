import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { userBody } from '../../test/support/factories.js';
import { startController, type RunningController } from '../../test/support/start-controller.js';
import { strictMock, type StrictMock } from '../../test/support/strict-mock.js';
import { someIdempotency } from '../idempotency/testing/some-idempotency.js';
import { someUser } from './testing/user.factory.js';
import { EmailTakenError, ExternalIdTakenError, UserNotFoundError } from './user.errors.js';
import { toUserDto } from './user.mapper.js';
import { UsersController } from './users.controller.js';
import { UsersService } from './users.service.js';

describe('UsersController', () => {
  const user = someUser({ externalId: 'customer-1' });
  let users: StrictMock<UsersService>;
  let running: RunningController;

  beforeEach(async () => {
    users = strictMock<UsersService>('UsersService');
    running = await startController(UsersController, [
      { provide: UsersService, useValue: users },
      someIdempotency(),
    ]);
  });

  afterEach(() => running.close());

  it('translates a body to the domain, and the user back', async () => {
    users.create.mockResolvedValue(user);
    const body = userBody({ external_id: 'customer-1' });
    await request(running.url).post('/users').send(body).expect(201, toUserDto(user));
    const given = {
      name: body.name,
      email: body.email,
      phoneNumber: body.phone_number,
      externalId: 'customer-1',
    };
    expect(users.create).toHaveBeenCalledWith(given, undefined);
    await request(running.url).post('/users').set('Idempotency-Key', 'ada').send(body).expect(201);
    expect(users.create).toHaveBeenLastCalledWith(given, expect.stringMatching(/^[0-9a-f-]{36}$/));
  });

  it('passes on only the changes that were given', async () => {
    users.update.mockResolvedValue(user);
    await request(running.url).patch(`/users/${user.id}`).send({ phone_number: '+14155550124' }).expect(200);
    await request(running.url).patch(`/users/${user.id}`).send({}).expect(200);
    await request(running.url).patch(`/users/${user.id}`).send({ external_id: null }).expect(200);
    expect(users.update.mock.calls).toEqual([
      [user.id, { phoneNumber: '+14155550124' }],
      [user.id, {}],
      [user.id, { externalId: null }],
    ]);
  });

  it('answers what the service throws', async () => {
    users.create
      .mockRejectedValueOnce(new EmailTakenError())
      .mockRejectedValueOnce(new ExternalIdTakenError());
    for (const field of ['email', 'external_id']) {
      await request(running.url)
        .post('/users')
        .send(userBody())
        .expect(409, { detail: `User with this ${field} already exists` });
    }
    users.getById.mockRejectedValue(new UserNotFoundError('x'));
    await request(running.url).get('/users/x').expect(404, { detail: 'User not found: x' });
  });

  it('does not ask the service when the input is refused', async () => {
    await request(running.url).post('/users').send({}).expect(400);
    await request(running.url).post('/users').type('form').send('name=Ada').expect(415);
    await request(running.url).patch('/users/x').send({ name: null }).expect(400);
    await request(running.url).get('/users?page=0').expect(400);
  });

  it('asks for the first ten users by default, and names the fields of a page as the wire does', async () => {
    users.findPage.mockResolvedValue({ total: 41, page: 1, pageSize: 10, data: [user] });
    await request(running.url)
      .get('/users')
      .expect(200, { total: 41, page: 1, page_size: 10, data: [toUserDto(user)] });
    await request(running.url).get('/users?page=3&page_size=20').expect(200);
    await request(running.url).get('/users?external_id=customer-1&email=ada+1@example.com').expect(200);
    expect(users.findPage.mock.calls).toEqual([
      [{}, { page: 1, pageSize: 10 }],
      [{}, { page: 3, pageSize: 20 }],
      [
        { externalId: 'customer-1', email: 'ada+1@example.com' },
        { page: 1, pageSize: 10 },
      ],
    ]);
  });

  it('hides what went wrong inside', async () => {
    await request(running.url)
      .get('/users/unplanned')
      .expect(500, { detail: 'Internal server error: unexpected error occurred' });
  });
});
