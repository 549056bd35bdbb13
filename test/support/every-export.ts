import request from 'supertest';
import type { StubbedApp } from './stub-twilio.js';

/** All exports, of all and of a user. */
export async function useExports({ running }: StubbedApp): Promise<void> {
  for (const name of ['calls', 'feedback', 'recordings'])
    for (const query of [
      {},
      { user: 'customer-1' },
      { from: '2026-01-01T00:00:00Z' },
      { call_id: 'nothing' },
    ])
      await request(running.url).get(`/${name}.csv`).query(query).expect(200);
}
