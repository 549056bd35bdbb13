import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request, { type Response } from 'supertest';
import type { UserPageDto } from '../src/users/dto/user.dto.js';
import { callBody, feedbackBody, userBody } from './support/factories.js';
import { startApp, type RunningApp } from './support/start-app.js';

const RACERS = 50;
const EMAIL_TAKEN = { detail: 'User with this email already exists' };
const EXTERNAL_ID_TAKEN = { detail: 'User with this external_id already exists' };

let running: RunningApp;

beforeAll(async () => {
  running = await startApp();
}, 30_000);

afterAll(() => running.close());

const race = (start: (n: number) => PromiseLike<Response>): Promise<Response[]> =>
  Promise.all(Array.from({ length: RACERS }, (_, n) => start(n)));

const post = (body: object) => request(running.url).post('/users').send(body);

/** One of them got this status, and every other one 409 with this body. */
function expectOneWinner(answers: Response[], status: number, refusal: object): void {
  expect(answers.filter((answer) => answer.status === status)).toHaveLength(1);
  const others = answers.filter((answer) => answer.status !== status);
  expect(others.map((answer) => answer.status)).toEqual(others.map(() => 409));
  expect(others.map(({ body }) => body as object)).toEqual(others.map(() => refusal));
}

describe('many at once', () => {
  it('one user gets an e-mail address, whatever its case', async () => {
    const local = `Ada.${randomUUID()}`;
    const spell = (n: number): string => (n % 2 ? local.toUpperCase() : local) + '@example.com';
    expectOneWinner(await race((n) => post(userBody({ email: spell(n) }))), 201, EMAIL_TAKEN);
  });

  it('one user gets an external_id', async () => {
    const external_id = randomUUID();
    expectOneWinner(await race(() => post(userBody({ external_id }))), 201, EXTERNAL_ID_TAKEN);
  });

  it('one user moves to an external_id', async () => {
    const users = await race(() => post(userBody()));
    const external_id = randomUUID();
    const move = (n: number) =>
      request(running.url).patch(`/users/${users[n]?.body.id}`).send({ external_id });
    expectOneWinner(await race(move), 200, EXTERNAL_ID_TAKEN);
  });

  it('a new user’s id and another’s external_id never meet', async () => {
    const { body: user } = await post(userBody()).expect(201);
    const answers = await race(() => post(userBody({ external_id: user.id })));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 409));
    expect(answers.map(({ body }) => body as object)).toEqual(answers.map(() => EXTERNAL_ID_TAKEN));
  });

  it('all of different users are made, and each is listed once', async () => {
    const { body: before } = await request(running.url).get('/users').expect(200);
    const answers = await race(() => post(userBody()));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    const { body } = await request(running.url).get('/users?page_size=100').expect(200);
    const { total, data } = body as UserPageDto;
    expect(total).toBe((before as UserPageDto).total + RACERS);
    const listed = data.slice(0, RACERS).map(({ id }) => id);
    expect(new Set(listed)).toEqual(new Set(answers.map((answer) => answer.body.id as string)));
  });

  it('one feedback is kept for a call, with one created_at', async () => {
    const { body: call } = await request(running.url).post('/calls/outbound').send(callBody()).expect(201);
    const path = `/calls/${call.twilio_sid}/feedback`;
    const give = (n: number) =>
      request(running.url)
        .patch(path)
        .send(feedbackBody({ call_quality: 1 + (n % 5) }));
    const answers = await race(give);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(new Set(answers.map(({ body }) => body.created_at as string)).size).toBe(1);
  });
});
