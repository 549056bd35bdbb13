import { randomUUID } from 'node:crypto';
import type { Person } from '../person.js';

/** A person that no other test has, who has not signed in yet. */
export const somePerson = (changes: Partial<Person> = {}): Person => ({
  id: randomUUID(),
  email: `grace.${randomUUID()}@example.com`,
  name: 'Grace Hopper',
  role: 'operator',
  createdAt: new Date('2026-01-02T03:04:05.678Z'),
  sessions: [],
  ...changes,
});
