import request from 'supertest';
import { DeliveriesRepository } from '../../src/subscriptions/deliveries/deliveries.repository.js';
import { EventsRepository } from '../../src/subscriptions/events/events.repository.js';
import type { StubbedApp } from './stub-twilio.js';
import { waitFor } from './wait-for.js';

/** An endpoint that never answers, what it is sent, and who reads by himself; before anything that they are told of. */
export async function useSubscriptions(stub: StubbedApp): Promise<void> {
  const http = () => request(stub.running.url);
  const { body: made } = await http()
    .post('/subscriptions')
    .send({ url: 'http://127.0.0.1:9/', types: ['*'] })
    .expect(201);
  const { body: sent } = await http().post(`/subscriptions/${made.id}/test`).expect(202);
  await waitFor('a try', async () => {
    const { body } = await http().get(`/deliveries/${sent.id}`).expect(200);
    return body.tries.length > 0;
  });
  const { body: list } = await http().get(`/subscriptions/${made.id}/deliveries?page_size=1`).expect(200);
  for (const query of ['status=pending', 'type=call.ended', `cursor=${list.next_cursor ?? ''}`])
    await http().get(`/subscriptions/${made.id}/deliveries?${query}`);
  const since = '2026-01-01T00:00:00Z';
  await http().post(`/deliveries/${sent.id}/replay`).expect(202);
  for (const filter of [{ status: 'pending' }, { since }, { since, type: 'call.ended' }])
    await http().post(`/subscriptions/${made.id}/replays`).send(filter).expect(202);
  const { body: read } = await http().get('/events').expect(200);
  await http().get(`/events?cursor=${read.next_cursor}`).expect(200);
  await http().post(`/subscriptions/${made.id}/secret`).expect(201);
  await http()
    .patch(`/subscriptions/${made.id}`)
    .send({ types: ['call.*'] })
    .expect(200);
  for (const kept of [EventsRepository, DeliveriesRepository].map((each) => stub.running.app.get(each)))
    await kept.removeAll((await kept.findOlder(new Date(), 0, 1)).map(({ id }) => id));
}
