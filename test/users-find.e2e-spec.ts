import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import type { UserPageDto } from '../src/users/dto/user.dto.js';
import { userBody } from './support/factories.js';
import { startApp, type RunningApp } from './support/start-app.js';

let running: RunningApp;

beforeAll(async () => {
  running = await startApp();
}, 30_000);
afterAll(() => running.close());

const post = (body: object) => request(running.url).post('/users').send(body);
const get = (path: string) => request(running.url).get(path);

describe('a user', () => {
  it('is made, and the answer says where it is', async () => {
    const { headers, body } = await post(userBody()).expect(201);
    expect(headers['location']).toBe(`/users/${body.id}`);
    await request(running.url)
      .get(headers['location'] ?? '')
      .expect(200, body);
  });

  it('is found by external_id or email, exactly', async () => {
    const given = userBody({ email: `a+${randomUUID()}@example.com`, external_id: randomUUID() });
    const { body: user } = await post(given).expect(201);
    const found = async (query: string): Promise<string[]> => {
      const { total, data } = (await get(`/users?${query}`).expect(200)).body as UserPageDto;
      expect(total).toBe(data.length);
      return data.map(({ id }) => id);
    };
    await expect(found(`external_id=${user.external_id}`)).resolves.toEqual([user.id]);
    for (const email of [user.email, user.email.toUpperCase(), encodeURIComponent(user.email)])
      await expect(found(`email=${email}`)).resolves.toEqual([user.id]);
    for (const none of [`external_id=${user.id}`, `email=${randomUUID()}@example.com`])
      await expect(found(none)).resolves.toEqual([]);
    await get('/users?email=ada').expect(400, { detail: 'Invalid email: must be an email address' });
  });
});
