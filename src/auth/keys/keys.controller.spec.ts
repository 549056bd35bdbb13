import { afterEach, beforeEach, expect, it } from '@jest/globals';
import request from 'supertest';
import { type RunningController, startController } from '../../../test/support/start-controller.js';
import { FakeClock } from '../../common/testing/fake-clock.js';
import { Clock } from '../../common/time/clock.service.js';
import { createEnvironment } from '../../config/create-environment.js';
import { Environment } from '../../config/environment.js';
import { GUARDED } from '../testing/guarded.js';
import { someApiKey } from '../testing/api-key.factory.js';
import { ApiKeysMemoryRepository } from '../testing/api-keys.memory.repository.js';
import { hashOfApiKey } from './api-key.js';
import { ApiKeysRepository } from './api-keys.repository.js';
import { ApiKeysService } from './api-keys.service.js';
import { KeysController } from './keys.controller.js';

const NOW = '2026-02-03T04:05:06.789Z';

let keys: ApiKeysMemoryRepository;
let running: RunningController;

const start = (settings: Record<string, string> = {}): Promise<RunningController> =>
  startController(KeysController, [
    ApiKeysService,
    { provide: ApiKeysRepository, useValue: keys },
    { provide: Clock, useValue: new FakeClock(Date.parse(NOW)) },
    { provide: Environment, useValue: createEnvironment(settings) },
  ]);

beforeEach(async () => {
  keys = new ApiKeysMemoryRepository();
  running = await start(GUARDED);
});
afterEach(() => running.close());

it('makes a key that is shown once, of which the hash alone is kept', async () => {
  const asked = { name: 'cron', scopes: ['calls:write', 'calls:read'], expires_at: '2030-01-02T03:04:05Z' };
  const { body, headers } = await request(running.url).post('/keys').send(asked).expect(201);
  expect(body).toEqual({
    ...asked,
    id: expect.any(String),
    key: expect.stringMatching(/^atlas_[\w-]{43}$/),
    prefix: body.key.slice(0, 12),
    created_at: NOW,
    expires_at: '2030-01-02T03:04:05.000Z',
    revoked_at: null,
    last_used_at: null,
  });
  expect(headers['location']).toBe(`/keys/${body.id}`);
  const kept = await keys.findById(body.id);
  expect(kept?.hash).toBe(hashOfApiKey(body.key));
  expect(JSON.stringify(kept)).not.toContain(body.key);
});

it.each([[{}], [{ expires_at: null }]])('makes a key that never ends, asked with %j', async (expiry) => {
  const asked = { name: 'cron', scopes: ['admin'], ...expiry };
  const { body } = await request(running.url).post('/keys').send(asked).expect(201);
  expect(body.expires_at).toBeNull();
  expect(await keys.findById(body.id)).not.toHaveProperty('expiresAt');
});

it('notes of a key that nobody needed one when it was made', async () => {
  const open = await start();
  const make = async ({ url }: RunningController) => {
    const { body } = await request(url)
      .post('/keys')
      .send({ name: 'cron', scopes: ['admin'] })
      .expect(201);
    return keys.findById(body.id);
  };
  await expect(make(open)).resolves.toMatchObject({ onlyWhileOpen: true });
  await open.close();
  await expect(make(running)).resolves.not.toHaveProperty('onlyWhileOpen');
});

it('lists keys, newest first, in pages, without the keys themselves', async () => {
  const [old, used] = [someApiKey({ name: 'old' }), someApiKey({ expiresAt: new Date(NOW) }, new Date(NOW))];
  for (const { kept } of [old, used]) await keys.insert(kept);
  await keys.noteUse(used.kept.id, new Date(NOW), new Date(0));
  const listed = (query: object) => request(running.url).get('/keys').query(query).expect(200);
  const first = await listed({ page_size: 1 });
  expect(first.body).toEqual({
    total: 2,
    page: 1,
    page_size: 1,
    data: [
      {
        id: used.kept.id,
        name: 'reminders',
        prefix: used.kept.prefix,
        scopes: ['calls:read'],
        created_at: NOW,
        expires_at: NOW,
        revoked_at: null,
        last_used_at: NOW,
      },
    ],
  });
  expect((await listed({ page: 2, page_size: 1 })).body.data).toMatchObject([{ name: 'old' }]);
});

it('revokes a key, and says when', async () => {
  const { kept } = someApiKey();
  await keys.insert(kept);
  const { body } = await request(running.url).delete(`/keys/${kept.id}`).expect(200);
  expect(body).toMatchObject({ id: kept.id, revoked_at: NOW });
  await request(running.url).delete('/keys/nobody').expect(404, { detail: 'API key not found: nobody' });
});
