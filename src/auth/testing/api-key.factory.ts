import { makeApiKey, type NewApiKey } from '../keys/api-key.js';

/** A key that was made at this time, and what is kept of it. */
export const someApiKey = (changes: Partial<NewApiKey> = {}, now = new Date()) =>
  makeApiKey({ name: 'reminders', scopes: ['calls:read'], ...changes }, now);
