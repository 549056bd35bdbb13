import { randomUUID } from 'node:crypto';
import { json, Router } from 'express';
import { requires } from './access.js';
import { note } from './audit.js';
import { userOf } from '../answers.js';
import type { StoredUser } from '../stored.js';
import { collection } from './database.js';

const users = collection<StoredUser>('users');

export const usersRouter = Router();

usersRouter.post('/users', requires('users:write'), json(), async (request, response) => {
  const who: string = response.locals.who;
  const of = await note({ kind: 'begun', who, action: 'users.create' });
  const { name, email, phone_number: phoneNumber } = request.body;
  const at = new Date();
  const id = randomUUID();
  const user = { _id: id, name, email, phoneNumber, handles: [id], createdAt: at, updatedAt: at };
  await users.insertOne(user);
  response.status(201).location(`/users/${id}`).json(userOf(user));
  void note({ kind: 'ended', of, who, action: 'users.create', outcome: 'done', status: 201 });
});

usersRouter.get('/users/:id', requires('users:read'), async (request, response) => {
  const user = await users.findOne({ _id: String(request.params.id) });
  if (user) response.json(userOf(user));
  else response.status(404).json({ detail: 'User not found' });
});

usersRouter.get('/users', requires('users:read'), async (request, response) => {
  const page = Number(request.query.page ?? 1);
  const size = Number(request.query.page_size ?? 20);
  const [total, found] = await Promise.all([
    users.estimatedDocumentCount(),
    users
      .find({})
      .sort({ createdAt: -1, _id: -1 })
      .skip((page - 1) * size)
      .limit(size)
      .toArray(),
  ]);
  response.json({ total, page, page_size: size, data: found.map(userOf) });
});
