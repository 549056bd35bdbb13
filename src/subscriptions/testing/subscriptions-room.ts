import { Interest } from '../../calls/events/interest.service.js';
import { FakeClock } from '../../common/testing/fake-clock.js';
import { createEnvironment } from '../../config/create-environment.js';
import { SecretsService } from '../../secrets/secrets.service.js';
import { DeliveriesService } from '../deliveries/deliveries.service.js';
import { DisablingService } from '../disabling.service.js';
import { EndpointSecretsService } from '../endpoint/endpoint-secrets.service.js';
import type { EventType } from '../events/event-types.js';
import type { NewEvent } from '../events/event.js';
import { FanOutService } from '../fan-out.service.js';
import { KnownSubscriptions } from '../known-subscriptions.service.js';
import { SubscriptionsService } from '../subscriptions.service.js';
import { openMemory } from './memory.js';

let made = 0;

/** What happened to a call. */
export const someNews = (changes: Partial<NewEvent> = {}): NewEvent => {
  made += 1;
  const id = `evt_${String(made).padStart(6, '0')}`;
  return { id, type: 'call.ended', at: new Date(), callId: 'call', body: `{"n":${made}}`, ...changes };
};

/** The room over repositories in memory; the database's clock is the test's. */
export const openRoom = async (env: NodeJS.ProcessEnv = {}) => {
  const clock = new FakeClock(Date.now());
  const repositories = openMemory(() => clock.wall());
  const { subscriptions, deliveries, events } = repositories;
  const interest = new Interest();
  const environment = createEnvironment({ ENVIRONMENT: 'test', ...env });
  const keys = await SecretsService.open({ secretsKey: undefined }, { keep: async (kept) => kept });
  const secrets = new EndpointSecretsService(keys);
  const known = new KnownSubscriptions(subscriptions, interest);
  const fanOut = new FanOutService(events, deliveries, subscriptions);
  const disabling = new DisablingService(subscriptions, deliveries, known, fanOut);
  const endpoints = new SubscriptionsService(subscriptions, deliveries, secrets, known, environment);
  const log = new DeliveriesService(deliveries, events, endpoints, secrets);
  const subscribe = async (...types: (EventType | '*')[]) =>
    (await endpoints.create({ url: 'https://hooks.example.com/told', types })).subscription;
  const services = { secrets, known, fanOut, disabling, endpoints, log };
  return { clock, interest, environment, ...repositories, ...services, subscribe };
};
