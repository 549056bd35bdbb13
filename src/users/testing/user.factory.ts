import { randomUUID } from 'node:crypto';
import type { User } from '../user.js';

/** A user that no other test has, without an external id. */
export const someUser = (changes: Partial<User> = {}): User => ({
  id: randomUUID(),
  name: 'Ada Lovelace',
  email: `ada.${randomUUID()}@example.com`,
  phoneNumber: '+14155550123',
  createdAt: new Date('2026-01-02T03:04:05.678Z'),
  updatedAt: new Date('2026-01-02T03:04:05.678Z'),
  ...changes,
});
