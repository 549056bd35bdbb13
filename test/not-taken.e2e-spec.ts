import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import request from 'supertest';
import { CallChangesRepository } from '../src/calls/events/call-changes.repository.js';
import { PlanClock } from '../src/common/time/plan-clock.service.js';
import { DatabaseUnavailableError } from '../src/database/database.errors.js';
import { callBody } from './support/factories.js';
import { acceptCall, startStubbedApp, type StubbedApp } from './support/stub-twilio.js';
import { waitFor } from './support/wait-for.js';

let stub: StubbedApp;
let changes: CallChangesRepository;

beforeAll(async () => {
  stub = await startStubbedApp();
  changes = stub.running.app.get(CallChangesRepository, { strict: false });
  const clock = stub.running.app.get(PlanClock, { strict: false });
  await waitFor('the database’s clock to be known', async () => clock.byDatabase() !== null);
}, 30_000);
afterAll(() => stub.close());
beforeEach(() => {
  stub.twilio.requests.length = 0;
  stub.answerWith((response) => acceptCall(response));
  jest.restoreAllMocks();
});

const place = (user: string, key?: string) => {
  const sent = request(stub.running.url)
    .post('/calls/outbound')
    .send(callBody({ user_external_id: user }));
  return key ? sent.set('Idempotency-Key', key) : sent;
};
const stored = (user: string) =>
  stub.running.connection.collection('calls').findOne({ userExternalId: user });
/** The database stores what is asked for next, and its answer is lost. */
const loseAnswer = (): void => {
  const store = changes.store.bind(changes);
  jest.spyOn(changes, 'store').mockImplementationOnce(async (change) => {
    await store(change);
    throw new DatabaseUnavailableError();
  });
};

describe('a client without an Idempotency-Key', () => {
  it('has its call stored in time, by the database’s clock; one with a key can ask again', async () => {
    const [plain, keyed] = [randomUUID(), randomUUID()];
    await place(plain).expect(201);
    await place(keyed, randomUUID()).expect(201);
    const { storeBy, storedAt } = (await stored(plain))!;
    expect(storeBy - storedAt).toBeGreaterThan(5_000);
    expect(storeBy - storedAt).toBeLessThanOrEqual(10_000);
    expect(Object.keys((await stored(keyed))!)).not.toContain('storeBy');
  });

  it('has nobody called where it is told of a failure', async () => {
    const user = randomUUID();
    loseAnswer();
    await place(user).expect(503);
    expect(await stored(user)).toMatchObject({ attempts: [], over: { code: 'not-acknowledged' } });
    expect(stub.twilio.requests).toEqual([]);
  });

  it('asks again with its key, where it has one, and gets the one call', async () => {
    const [user, key] = [randomUUID(), randomUUID()];
    loseAnswer();
    await place(user, key);
    await place(user, key).expect(201);
    await waitFor('the call to be dialled', async () => stub.twilio.requests.length > 0);
    await place(user, key).expect(201);
    expect(stub.twilio.requests).toHaveLength(1);
  });
});
