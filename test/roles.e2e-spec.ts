import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { ApiKeysService } from '../src/auth/keys/api-keys.service.js';
import { PeopleService } from '../src/people/people.service.js';
import { ROLES, type Role } from '../src/people/role.js';
import { userBody } from './support/factories.js';
import { type StubbedApp, startStubbedApp } from './support/stub-twilio.js';

/** Calls would be real: nobody gets in without a key or a session. */
const GUARDED = {
  ENVIRONMENT: 'production',
  TWILIO_MODE: 'live',
  TWILIO_ACCOUNT_SID: `AC${'0a'.repeat(16)}`,
  TWILIO_AUTH_TOKEN: 'f'.repeat(32),
  TWILIO_FROM_NUMBER: '+14155550199',
};

let stub: StubbedApp;
let url: string;
const cookies = {} as Record<Role, string>;

beforeAll(async () => {
  stub = await startStubbedApp({ variables: GUARDED });
  ({ url } = stub.running);
  for (const role of ROLES) {
    const email = `${role}@example.com`;
    const { token } = await stub.running.app.get(PeopleService).invite({ email, name: role, role });
    const answer = await request(url)
      .post('/sign-in/link')
      .send({ token, password: 'correct horse battery' });
    cookies[role] = String(answer.headers['set-cookie']).split(';')[0] ?? '';
  }
}, 60_000);
afterAll(() => stub.close());

const reads = (role: Role) => request(url).get('/calls').set('Cookie', cookies[role]);
const writes = (role: Role) => request(url).post('/users').set('Cookie', cookies[role]).send(userBody());
const manages = (role: Role) => request(url).get('/keys').set('Cookie', cookies[role]);

describe('a person who has signed in', () => {
  it('needs no key, and may do what the role says', async () => {
    for (const role of ROLES) await reads(role).expect(200);
    await writes('viewer').expect(403, { detail: 'Forbidden: this needs the scope users:write' });
    await writes('operator').expect(201);
    await manages('operator').expect(403);
    await manages('admin').expect(200);
    await request(url).get('/calls').expect(401);
  });

  it('has a cookie of this host alone', () => {
    expect(cookies.viewer).toMatch(/^__Host-atlas_session=/);
  });

  it('is nobody where a page of another site asks', async () => {
    await reads('admin').set('Sec-Fetch-Site', 'same-site').expect(401);
    await reads('admin').set('Origin', 'https://evil.example').expect(401);
    await writes('admin').set('Origin', 'https://evil.example').expect(403);
    await reads('admin').set('Sec-Fetch-Site', 'same-origin').expect(200);
  });

  it('asks by a key where one is shown, and by nothing where that is none', async () => {
    const { key } = await stub.running.app
      .get(ApiKeysService)
      .create({ name: 'reader', scopes: ['calls:read'] });
    await reads('admin').set('Authorization', `Bearer ${key}`).expect(200);
    await manages('admin').set('Authorization', `Bearer ${key}`).expect(403);
    await manages('admin').set('X-API-Key', key).expect(403);
    await reads('admin').set('X-API-Key', 'nonsense').expect(401);
  });

  it('is told in the same words as everybody where nobody is signed in', async () => {
    const answer = await request(url).get('/me').expect(401);
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="atlas"');
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('may do nothing any more once disabled', async () => {
    await reads('operator').expect(200);
    await stub.running.app.get(PeopleService).disable('operator@example.com');
    await reads('operator').expect(401);
  });
});
