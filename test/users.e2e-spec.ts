import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import request from 'supertest';
import type { UserDto, UserPageDto } from '../src/users/dto/user.dto.js';
import { userBody, type UserBody } from './support/factories.js';
import { startApp, type RunningApp } from './support/start-app.js';

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const NAME_RULE = 'must be a string of 1 to 100 characters, not all blank';
const EXTERNAL_ID_RULE = 'must be a string of 1 to 255 characters';
const EMAIL_RULE = 'must be an email address';
const PHONE_RULE = 'must be an E.164 phone number, such as +14155552671';

let running: RunningApp;

beforeAll(async () => {
  running = await startApp();
}, 30_000);

afterAll(() => running.close());

const post = (body: object) => request(running.url).post('/users').send(body);
const patch = (id: string, body: object) => request(running.url).patch(`/users/${id}`).send(body);
const get = (path: string) => request(running.url).get(path);
const make = async (body: UserBody = userBody()): Promise<UserDto> =>
  (await post(body).expect(201)).body as UserDto;

describe('POST /users', () => {
  it('makes a user, with the address in lower case', async () => {
    const body = userBody({ email: `Ada.${randomUUID()}@Example.COM`, external_id: randomUUID() });
    const { body: user, headers } = await post(body).expect(201);
    expect(headers['content-type']).toContain('application/json');
    expect(user).toEqual({
      ...body,
      id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      email: body.email.toLowerCase(),
      created_at: expect.stringMatching(TIME),
      updated_at: user.created_at,
    });
  });

  it('says null for external_id when there is none, and takes what it says', async () => {
    const { id, created_at, updated_at, ...user } = await make();
    expect(user).toEqual({ ...user, external_id: null });
    const { body } = await post({ ...user, email: `x.${user.email}` }).expect(201);
    expect(body).toMatchObject({ name: user.name, external_id: null });
    expect([id, created_at, updated_at]).not.toContain(body.id);
  });

  it('counts characters, not UTF-16 units', async () => {
    const user = await make(
      userBody({ name: '🙂'.repeat(100), external_id: '🙂'.repeat(200) + randomUUID() }),
    );
    expect(user.name).toBe('🙂'.repeat(100));
  });

  it('takes Twilio’s test numbers', async () => {
    await post(userBody({ phone_number: '+15005550006' })).expect(201);
  });

  it('refuses a second user with the same address in another case', async () => {
    const { email } = await make();
    await post(userBody({ email: email.toUpperCase() })).expect(409, {
      detail: 'User with this email already exists',
    });
  });

  it('refuses an external_id that another user has as external_id or as id', async () => {
    const { id, external_id } = await make(userBody({ external_id: randomUUID() }));
    for (const taken of [id, external_id]) {
      await post(userBody({ external_id: taken })).expect(409, {
        detail: 'User with this external_id already exists',
      });
    }
  });

  it.each([
    ['name', '', NAME_RULE],
    ['name', ' \t\n', NAME_RULE],
    ['name', 'x'.repeat(101), NAME_RULE],
    ['name', '\ud800', NAME_RULE],
    ['name', null, NAME_RULE],
    ['name', 7, NAME_RULE],
    ['name', ['Ada'], NAME_RULE],
    ['name', { $gt: '' }, NAME_RULE],
    ['email', 'ada', EMAIL_RULE],
    ['email', `${'a'.repeat(250)}@example.com`, EMAIL_RULE],
    ['email', { $ne: null }, EMAIL_RULE],
    ['email', ['ada@example.com'], EMAIL_RULE],
    ['phone_number', '4155550123', PHONE_RULE],
    ['phone_number', '+1415', PHONE_RULE],
    ['phone_number', '+1415555012345678', PHONE_RULE],
    ['phone_number', 14155550123, PHONE_RULE],
    ['phone_number', { $regex: '.*' }, PHONE_RULE],
    ['external_id', '', EXTERNAL_ID_RULE],
    ['external_id', 'x'.repeat(256), EXTERNAL_ID_RULE],
    ['external_id', { $gt: '' }, EXTERNAL_ID_RULE],
    ['external_id', { toString: 'x', __proto__: null }, EXTERNAL_ID_RULE],
  ])('refuses %s as %j', async (field, value, rule) => {
    await post({ ...userBody(), [field]: value }).expect(400, { detail: `Invalid ${field}: ${rule}` });
    const user = await make();
    await patch(user.id, { [field]: value }).expect(400, { detail: `Invalid ${field}: ${rule}` });
  });

  it('names the first fault in the order of the fields, and all of them in a problem', async () => {
    const body = { external_id: 1, phone_number: 1, email: 1, name: 1 };
    await post(body).expect(400, { detail: `Invalid name: ${NAME_RULE}` });
    const { body: problem } = await post(body).set('Accept', 'application/problem+json').expect(400);
    expect(problem).toMatchObject({
      detail: `Invalid name: ${NAME_RULE}`,
      errors: [
        { field: 'name', message: NAME_RULE },
        { field: 'email', message: EMAIL_RULE },
        { field: 'phone_number', message: PHONE_RULE },
        { field: 'external_id', message: EXTERNAL_ID_RULE },
      ],
    });
  });

  it.each(['id', 'created_at', 'handles', '$where', '__v', 'externalId'])(
    'refuses %s by name',
    async (field) => {
      const { body } = await post({ ...userBody(), [field]: 'x' }).expect(400);
      expect(body.detail).toContain(field);
      const user = await make();
      expect((await patch(user.id, { [field]: 'x' }).expect(400)).body.detail).toContain(field);
    },
  );

  it.each(['[]', '"text"', '7', 'true', 'null', '[[1]]'])('refuses %s as a body', async (text) => {
    await request(running.url).post('/users').set('Content-Type', 'application/json').send(text).expect(400);
  });

  it('says so when the JSON is malformed, the media type another, the body missing or huge', async () => {
    const send = (type: string, text: string) =>
      request(running.url).post('/users').set('Content-Type', type).send(text);
    expect((await send('application/json', '{"name":').expect(400)).body.detail).toMatch(/JSON/);
    await send('application/x-www-form-urlencoded', 'name=Ada').expect(415);
    await send('text/plain', 'name').expect(415);
    await send('application/json', JSON.stringify({ name: 'x'.repeat(2_000_000) })).expect(413);
    await request(running.url).post('/users').expect(400, { detail: 'Invalid body: must be a JSON object' });
  });
});

it('refuses or takes any JSON, and never fails', async () => {
  const user = await make();
  const field = fc.constantFrom('name', 'email', 'phone_number', 'external_id', '__proto__', '$set');
  const anything = fc.oneof(fc.jsonValue(), fc.dictionary(field, fc.jsonValue(), { maxKeys: 4 }));
  const property = fc.asyncProperty(anything, async (value) => {
    const json = (call: request.Test) =>
      call.set('Content-Type', 'application/json').send(JSON.stringify(value));
    expect([201, 400]).toContain((await json(request(running.url).post('/users'))).status);
    expect([200, 400]).toContain((await json(request(running.url).patch(`/users/${user.id}`))).status);
  });
  await fc.assert(property, { numRuns: 60 });
}, 30_000);

describe('PATCH /users/{user_id}', () => {
  it('changes what is given and keeps the rest', async () => {
    const user = await make(userBody({ external_id: randomUUID() }));
    const changes = { name: 'Ada King', phone_number: '+442079460018' };
    const { body: changed } = await patch(user.id, changes).expect(200);
    const { updated_at } = changed as UserDto;
    expect(changed).toEqual(Object.assign({}, user, changes, { updated_at }));
    expect(updated_at).toMatch(TIME);
    expect(Date.parse(updated_at)).toBeGreaterThanOrEqual(Date.parse(user.updated_at));
    await get(`/users/${user.id}`).expect(200, changed);
  });

  it('gives an external_id to a user that had none, and moves it', async () => {
    const user = await make();
    const [first, second] = [randomUUID(), randomUUID()];
    for (const external_id of [first, second]) {
      expect((await patch(user.id, { external_id }).expect(200)).body).toMatchObject({ external_id });
    }
    await make(userBody({ external_id: first }));
    expect((await patch(user.id, { external_id: null }).expect(200)).body.external_id).toBeNull();
    await make(userBody({ external_id: second }));
  });

  it('answers the user as it is when nothing is given', async () => {
    const user = await make();
    await patch(user.id, {}).expect(200, user);
  });

  it('refuses what another user has', async () => {
    const [taken, user] = [await make(userBody({ external_id: randomUUID() })), await make()];
    await patch(user.id, { email: taken.email.toUpperCase() }).expect(409, {
      detail: 'User with this email already exists',
    });
    for (const external_id of [taken.external_id, taken.id]) {
      await patch(user.id, { external_id }).expect(409, {
        detail: 'User with this external_id already exists',
      });
    }
    await get(`/users/${user.id}`).expect(200, user);
    await patch(taken.id, { email: taken.email, external_id: taken.external_id }).expect(200);
  });
});

describe('a user that does not exist', () => {
  it.each([randomUUID(), 'not-an-id', '$ne', '{"$gt":""}', '🙂', 'a'.repeat(5000)])('%.40s', async (id) => {
    const path = `/users/${encodeURIComponent(id)}`;
    await get(path).expect(404, { detail: `User not found: ${id}` });
    await request(running.url)
      .patch(path)
      .send({ name: 'X' })
      .expect(404, { detail: `User not found: ${id}` });
    await request(running.url)
      .patch(path)
      .send({})
      .expect(404, { detail: `User not found: ${id}` });
  });

  it('answers a broken escape in the path as the client’s fault', async () => {
    await get('/users/%E0%A4%A').expect(400);
    await get('/users/%00').expect(404);
  });
});

describe('GET /users', () => {
  const page = async (query: string): Promise<UserPageDto> =>
    (await get(`/users?${query}`).expect(200)).body as UserPageDto;

  it('answers ten, newest first, without being asked for a page', async () => {
    const newest: string[] = [];
    for (let n = 0; n < 12; n += 1) newest.unshift((await make()).id);
    const { data, ...rest } = (await get('/users').expect(200)).body as UserPageDto;
    expect(rest).toEqual({ total: expect.any(Number), page: 1, page_size: 10 });
    expect(data.map(({ id }) => id)).toEqual(newest.slice(0, 10));
  });

  it('answers no data past the end', async () => {
    const { total } = await page('page_size=1');
    await expect(page('page=100000&page_size=100')).resolves.toEqual({
      total,
      page: 100_000,
      page_size: 100,
      data: [],
    });
  });

  it('cuts the list into pages that hold each user once, newest first, whatever their size', async () => {
    const { total } = await page('page_size=1');
    const everyone = async (size: number): Promise<UserDto[]> => {
      const users: UserDto[] = [];
      for (let n = 1; n <= Math.ceil(total / size); n += 1)
        users.push(...(await page(`page=${n}&page_size=${size}`)).data);
      return users;
    };
    const reference = await everyone(100);
    expect(new Set(reference.map(({ id }) => id)).size).toBe(total);
    const times = reference.map(({ created_at }) => created_at);
    expect(times).toEqual([...times].sort().reverse());
    const property = fc.asyncProperty(fc.integer({ min: 3, max: 100 }), async (size) => {
      expect(await everyone(size)).toEqual(reference);
    });
    await fc.assert(property, { numRuns: 8 });
  }, 30_000);

  it.each([
    'page=0',
    'page=-1',
    'page=1.5',
    'page=1e3',
    'page=100001',
    'page=',
    'page=x',
    'page=0x10',
    'page=%201',
    'page=1&page=2',
    'page[]=1',
    'page[$gt]=1',
    'page_size=0',
    'page_size=101',
    'page_size=ten',
    'page_size=99999999999999999999',
    'page_size[$ne]=1',
    'name=Ada',
    '$where=1',
  ])('refuses ?%s', async (query) => {
    const field = /^[^=[]+/.exec(query)?.[0] ?? '';
    const { body } = await get(`/users?${query}`).expect(400);
    expect(body.detail).toContain(field);
    expect(Object.keys(body)).toEqual(['detail']);
  });

  it('says which numbers it takes', async () => {
    await get('/users?page=0').expect(400, {
      detail: 'Invalid page: must be an integer between 1 and 100000',
    });
    await get('/users?page_size=101').expect(400, {
      detail: 'Invalid page_size: must be an integer between 1 and 100',
    });
  });
});
