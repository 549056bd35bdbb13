import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { callBody } from './support/factories.js';
import { type Endpoint, startEndpoint } from './support/endpoint.js';
import { type RunningApp, startApp } from './support/start-app.js';
import { waitFor } from './support/wait-for.js';

let running: RunningApp;
const endpoints: Endpoint[] = [];
beforeAll(async () => {
  running = await startApp({ variables: { SUBSCRIPTIONS_LOOPBACK: 'on' } });
}, 60_000);
afterAll(async () => {
  await running.close();
  await Promise.all(endpoints.map((each) => each.close()));
});

const http = () => request(running.url);

const subscribe = async (types: string[] = ['*']) => {
  const endpoint = await startEndpoint();
  endpoints.push(endpoint);
  const { body } = await http().post('/subscriptions').send({ url: endpoint.url, types }).expect(201);
  endpoint.secrets = [body.secret];
  return { endpoint, id: body.id as string, made: body };
};
const place = async (to = '+14155550123'): Promise<string> => {
  const { body } = await http().post('/calls/outbound').send(callBody({ to })).expect(201);
  return body.call_id;
};
const typesOf = ({ received }: Endpoint, callId: string) =>
  received.filter(({ data }) => data.call_id === callId);
const remove = (id: string) => http().delete(`/subscriptions/${id}`).expect(204);

describe('an endpoint of a customer', () => {
  it('is told of a call from its request to its end, in order, signed', async () => {
    const { endpoint, id, made } = await subscribe();
    expect(made).toMatchObject({ enabled: true, failures: 0, secret: expect.stringMatching(/^whsec_/) });
    const callId = await place();
    await waitFor('the end of the call', async () =>
      typesOf(endpoint, callId).some(({ type }) => type === 'call.ended'),
    );
    await http().patch(`/calls/${callId}/feedback`).send({ rating: 5 });
    const told = typesOf(endpoint, callId);
    const types = new Set(told.map(({ type }) => type));
    expect([...types]).toEqual(
      expect.arrayContaining(['call.created', 'attempt.started', 'attempt.ended', 'call.ended']),
    );
    expect(new Set(told.map((each) => each.id)).size).toBe(told.length);
    const numbers = told.map(({ data }) => data.sequence as number).sort((a, b) => a - b);
    expect(numbers).toEqual(numbers.map((_, i) => i + 1));
    expect(endpoint.refused).toBe(0);
    const { body: log } = await http().get(`/subscriptions/${id}/deliveries?page_size=2`).expect(200);
    expect(log.data).toHaveLength(2);
    const { body: rest } = await http()
      .get(`/subscriptions/${id}/deliveries?page_size=100&cursor=${log.next_cursor}`)
      .expect(200);
    expect(rest.data.length).toBeGreaterThanOrEqual(told.length - 2);
    const { body: one } = await http().get(`/deliveries/${rest.data[0].id}`).expect(200);
    expect(one).toMatchObject({
      status: 'delivered',
      tries: [{ status: 200, answer: 'an answer', error: null }],
    });
    expect(one.request.curl).toContain(`-H 'webhook-id: ${one.event_id}'`);
    expect(JSON.stringify(one)).not.toContain('whsec_');
    await remove(id);
  }, 30_000);

  it('is sent the same bytes again until it takes them, and later when somebody wants it so', async () => {
    const { endpoint, id } = await subscribe(['call.created']);
    endpoint.behave = (n) => ({ status: n === 0 ? 500 : 200 });
    const callId = await place('+14155550124');
    await waitFor('the second try', async () => endpoint.received.length === 2, 20_000);
    const [first, second] = endpoint.received;
    expect(second).toEqual(first);
    const { body: log } = await http().get(`/subscriptions/${id}/deliveries?status=delivered`).expect(200);
    expect(log.data).toMatchObject([
      { type: 'call.created', call_id: callId, tries: [{ status: 500 }, { status: 200 }] },
    ]);
    await http().post(`/deliveries/${log.data[0].id}/replay`).expect(202);
    await waitFor('the replay', async () => endpoint.received.length === 3);
    const { body: again } = await http()
      .post(`/subscriptions/${id}/replays`)
      .send({ status: 'delivered', type: 'call.created' })
      .expect(202);
    expect(again).toEqual({ replayed: 1 });
    await waitFor('all of them', async () => endpoint.received.length === 4);
    expect(new Set(endpoint.received.map(({ body }) => body)).size).toBe(1);
    await remove(id);
  }, 40_000);

  it('that is new is sent what was told since a moment', async () => {
    const { endpoint: first, id } = await subscribe(['call.created']);
    const since = new Date().toISOString();
    await http().post(`/subscriptions/${id}/test`).expect(202);
    await waitFor('the test', async () => first.received.length === 1);
    const callId = await place('+14155550125');
    await waitFor('the first', async () => first.received.length === 2);
    const { endpoint, id: other } = await subscribe(['call.*', 'subscription.*']);
    await http().post(`/subscriptions/${other}/replays`).send({ since }).expect(202);
    const tests = `/subscriptions/${other}/deliveries?type=subscription.test`;
    expect((await http().get(tests).expect(200)).body.data).toEqual([]);
    await waitFor('the event', async () =>
      endpoint.received.some(({ type, data }) => type === 'call.created' && data.call_id === callId),
    );
    await Promise.all([id, other].map(remove));
  }, 30_000);

  it('keeps no other waiting, and is told of nothing any more once it is gone', async () => {
    const [hanging, gone, redirecting, living] = await Promise.all(
      ['call.created', 'call.created', 'call.created', '*'].map((type) => subscribe([type])),
    );
    hanging!.endpoint.behave = () => 'hang';
    gone!.endpoint.behave = () => ({ status: 410 });
    redirecting!.endpoint.behave = () => ({ status: 302, headers: { location: living!.endpoint.url } });
    const callId = await place('+14155550126');
    await waitFor('the living', async () =>
      typesOf(living!.endpoint, callId).some(({ type }) => type === 'call.created'),
    );
    await waitFor('the announcement', async () =>
      living!.endpoint.received.some(
        ({ type, data }) => type === 'subscription.disabled' && data.subscription_id === gone!.id,
      ),
    );
    const { body } = await http().get(`/subscriptions/${gone!.id}`).expect(200);
    expect(body).toMatchObject({ enabled: false, disabled_for: 'gone' });
    await http()
      .post(`/subscriptions/${gone!.id}/test`)
      .expect(409, { detail: `Subscription ${gone!.id} is disabled: enable it first` });
    await waitFor('the redirect', async () => {
      const { body: log } = await http().get(`/subscriptions/${redirecting!.id}/deliveries?status=pending`);
      return log.data?.[0]?.tries[0]?.status === 302;
    });
    expect(typesOf(living!.endpoint, callId).filter(({ type }) => type === 'call.created')).toHaveLength(1);
    await Promise.all([hanging, gone, redirecting, living].map((each) => remove(each!.id)));
  }, 40_000);

  it('has its secret changed while both are good, can be tried, changed and disabled', async () => {
    const { endpoint, id } = await subscribe(['feedback.given']);
    const { body: rotated } = await http().post(`/subscriptions/${id}/secret`).expect(201);
    endpoint.secrets.push(rotated.secret);
    expect(rotated.old_secret_until).not.toBeNull();
    const { body: test } = await http().post(`/subscriptions/${id}/test`).expect(202);
    expect(test).toMatchObject({ type: 'subscription.test', subscription_id: id, call_id: null });
    await waitFor('the test', async () => endpoint.received.length === 1);
    expect(endpoint.refused).toBe(0);
    await http().patch(`/subscriptions/${id}`).send({ enabled: false, description: 'x' }).expect(200);
    const { body: changed } = await http()
      .patch(`/subscriptions/${id}`)
      .send({ enabled: true, description: null, types: ['call.ended'] })
      .expect(200);
    expect(changed).toMatchObject({
      enabled: true,
      disabled_for: null,
      description: null,
      types: ['call.ended'],
    });
    const { body: all } = await http().get('/subscriptions').expect(200);
    expect(all.data.map((each: { id: string }) => each.id)).toContain(id);
    expect(JSON.stringify(all)).not.toMatch(/whsec_|sealed/);
    const stored = await running.connection.collection('subscriptions').findOne({ _id: id as never });
    expect(JSON.stringify(stored)).not.toContain('whsec_');
    await remove(id);
    // Whoever removed it has ended before what was sent to it was forgotten.
    const deliveries = running.connection.collection('deliveries');
    await deliveries.insertOne({ subscriptionId: id });
    await http()
      .delete(`/subscriptions/${id}`)
      .expect(404, { detail: `Subscription not found: ${id}` });
    await expect(deliveries.countDocuments({ subscriptionId: id })).resolves.toBe(0);
    await http().get('/deliveries/none').expect(404, { detail: 'Delivery not found: none' });
  }, 30_000);

  it('cannot be anywhere', async () => {
    await http()
      .post('/subscriptions')
      .send({ url: 'https://10.1.2.3/', types: ['*'] })
      .expect(400, { detail: 'Invalid url: must be an address of the public Internet' });
    await http()
      .post('/subscriptions')
      .send({ url: 'https://example.com', types: ['call.unknown'] })
      .expect(400);
  });
});

describe('events that are fetched', () => {
  it('are those that happen from the first look on', async () => {
    const { body: types } = await http().get('/events/types').expect(200);
    expect(types.data.map(({ type }: { type: string }) => type)).toContain('call.ended');
    const { body: first } = await http().get('/events').expect(200);
    expect(first.data).toEqual([]);
    const callId = await place('+14155550127');
    let cursor: string = first.next_cursor;
    const found = await waitFor('the event', async () => {
      const { body } = await http().get(`/events?cursor=${cursor}`).expect(200);
      cursor = body.next_cursor;
      return body.data.find((each: { body: string }) => JSON.parse(each.body).data.call_id === callId);
    });
    expect(found.id).toMatch(/^evt_/);
    await http()
      .get('/events?cursor=x')
      .expect(400, { detail: 'Invalid cursor: must be a next_cursor of an earlier answer' });
  }, 20_000);
});
