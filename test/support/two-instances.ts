import { expect } from '@jest/globals';
import request, { type Response } from 'supertest';
import { BreakerService } from '../../src/dispatch/breaker.service.js';
import { FlightLease } from '../../src/idempotency/flight-lease.js';
import { dropTestDatabase, testDatabaseName } from './mongo.js';
import { acceptCall, isDial, startStubbedApp, type StubbedApp } from './stub-twilio.js';

export const IN_FLIGHT = { detail: 'A request with this Idempotency-Key is still being processed' };
export const REUSED = { detail: 'Idempotency-Key was used with a different request' };

/** Two instances on one database, each with a stub in Twilio's place. */
export interface TwoInstances {
  apps: [StubbedApp, StubbedApp];
  /** Sends a request with a key to one of them. */
  post(path: string, key: string, body: object, n?: 0 | 1): request.Test;
  /** How often Twilio was asked to dial, by either. */
  dials(): number;
  /** Begins anew: nothing was dialled or waits, every call is accepted, and no refusal of the account stops dialling. */
  reset(): Promise<void>;
  /** A collection of their database. */
  collection(name: string): ReturnType<StubbedApp['running']['connection']['collection']>;
  /** Changes the record of the one key with which this resource was made. */
  changeKey(resourceId: string, update: object): Promise<void>;
  close(): Promise<void>;
}

export const replayed = ({ headers }: Response): boolean => headers['idempotency-replayed'] === 'true';

/** Their leases outlast any test: where one is to end, the test ends it. */
export const startTwoInstances = async (): Promise<TwoInstances> => {
  const databaseName = testDatabaseName();
  const lease = new FlightLease(60_000);
  const start = () =>
    startStubbedApp({
      databaseName,
      override: (builder) => builder.overrideProvider(FlightLease).useValue(lease),
    });
  const apps: [StubbedApp, StubbedApp] = [await start(), await start()];
  const collection = (name: string) => apps[0].running.connection.collection(name);
  return {
    apps,
    collection,
    post: (path, key, body, n = 0) =>
      request(apps[n].running.url).post(path).set('Idempotency-Key', key).send(body),
    dials: () => apps.flatMap(({ twilio }) => twilio.requests).filter(isDial).length,
    reset: async () => {
      // Before dialling goes on: what waited for that would be dialled in the next test.
      await collection('calls').deleteMany({ wait: { $exists: true } });
      await collection('dispatcher').updateMany({}, { $unset: { tripped: '' } });
      for (const app of apps) {
        app.running.app.get(BreakerService, { strict: false }).close();
        app.twilio.requests.length = 0;
        app.answerWith((response) => acceptCall(response));
      }
    },
    changeKey: async (resourceId, update) => {
      const { matchedCount } = await collection('idempotency_keys').updateOne({ resourceId }, update);
      expect(matchedCount).toBe(1);
    },
    close: async () => {
      for (const app of apps) await app.close();
      await dropTestDatabase(databaseName);
    },
  };
};
