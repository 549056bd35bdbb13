import { afterEach, expect, it, jest } from '@jest/globals';
import { startEndpoint } from '../../../test/support/endpoint.js';
import { openRoom, someNews } from '../testing/subscriptions-room.js';
import { SendingService } from './sending.service.js';

const opened: { close: () => unknown }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
  jest.restoreAllMocks();
});

const openSending = async (env: NodeJS.ProcessEnv = { SUBSCRIPTIONS_LOOPBACK: 'on' }) => {
  const { secrets, environment, clock } = await openRoom(env);
  const customer = await startEndpoint();
  opened.push(customer);
  const made = ['one', 'old', 'over'].map(() => secrets.make('id'));
  customer.secrets = made.slice(0, 2).map(({ secret }) => secret);
  const until = [undefined, new Date(clock.wall() + 1_000), new Date(clock.wall())];
  const endpoint = {
    ...{ id: 'id', url: customer.url },
    secrets: made.map(({ sealed }, n) => ({ sealed, ...(until[n] && { until: until[n] }) })),
  };
  const service = new SendingService(secrets, environment, clock);
  const event = { ...someNews({ body: '{"type":"call.ended","data":{"ä":1}}' }), createdAt: new Date() };
  return { customer, service, endpoint, event, clock, secrets };
};

it('sends the bytes of the event, signed by each secret that is good, and keeps what is answered', async () => {
  const { customer, service, endpoint, event, clock } = await openSending();
  const at = new Date(clock.wall());
  customer.behave = () => {
    clock.pass(12.6);
    return { status: 299 };
  };
  await expect(service.send(endpoint, event)).resolves.toEqual({
    ...{ at, tookMs: 13, status: 299, answer: 'an answer', isTaken: true },
  });
  expect(customer.received).toMatchObject([{ id: event.id, body: event.body }]);
  expect(customer.refused).toBe(0);
});

it.each([300, 302, 410, 500])('is not taken with %i', async (status) => {
  const { customer, service, endpoint, event } = await openSending();
  customer.behave = () => ({ status, headers: { 'retry-after': '70' } });
  await expect(service.send(endpoint, event)).resolves.toMatchObject({ isTaken: false, retryAfter: 70 });
});

it('says why nothing came back, and never fails', async () => {
  const { customer, service, endpoint, event } = await openSending();
  await customer.close();
  opened.splice(0);
  const refused = await service.send(endpoint, event);
  expect(refused).toMatchObject({ isTaken: false, tookMs: 0 });
  expect(refused.error).toContain('ECONNREFUSED');
  expect(refused).not.toHaveProperty('status');
});

it('does not go where the rules forbid it, and says which', async () => {
  const { customer, service, endpoint, event } = await openSending({ SUBSCRIPTIONS_LOOPBACK: 'off' });
  const { error, isTaken } = await service.send(endpoint, event);
  expect([isTaken, customer.received]).toEqual([false, []]);
  expect(error).not.toContain('connection');
});

it('is given up where there is no answer in time, for which a slow name server leaves less', async () => {
  const { customer, service, endpoint, event, clock } = await openSending();
  customer.behave = () => 'hang';
  const timeout = jest.spyOn(AbortSignal, 'timeout').mockImplementation(() => AbortSignal.abort());
  const monotonic = jest.spyOn(clock, 'monotonic').mockReturnValueOnce(0).mockReturnValue(4_000);
  const { error, tookMs } = await service.send(endpoint, event);
  expect([tookMs, timeout.mock.calls]).toEqual([4_000, [[11_000]]]);
  expect(error).toContain('15');
  monotonic.mockReturnValueOnce(0).mockReturnValue(20_000);
  await service.send(endpoint, event);
  expect(timeout).toHaveBeenLastCalledWith(1);
});
