import type { IncomingMessage } from 'node:http';
import { expect, it } from '@jest/globals';
import { createEnvironment } from '../config/create-environment.js';
import { AccessService } from './access.service.js';
import { InvalidCredentialError, UnauthenticatedError } from './auth.errors.js';
import type { Principal } from './principal.js';
import { GUARDED } from './testing/guarded.js';

const KEY: Principal = { kind: 'key', id: 'key:1', name: 'cron', scopes: new Set(['calls:read']) };
const PERSON: Principal = { kind: 'person', id: 'person:1', name: 'Ada', scopes: new Set(['users:read']) };
/** Asks with readers that find this, one each. */
const identify = (...found: (Principal | 'invalid' | null)[]): Promise<Principal> => {
  const access = new AccessService(createEnvironment(GUARDED));
  for (const each of found) access.add({ read: async () => each });
  return access.identify({} as IncomingMessage);
};

it('tells who asks by the one credential that is there', async () => {
  await expect(identify(null, KEY)).resolves.toBe(KEY);
  await expect(identify(PERSON, null)).resolves.toBe(PERSON);
});

it('knows nobody where there is none', async () => {
  await expect(identify()).rejects.toThrow(UnauthenticatedError);
  await expect(identify(null, null)).rejects.toThrow(UnauthenticatedError);
});

it.each([
  ['one of them is not good', [KEY, 'invalid']],
  ['it is not good', ['invalid', null]],
  ['there are two', [KEY, PERSON]],
] as const)('refuses what is there where %s', async (_why, found) => {
  await expect(identify(...found)).rejects.toThrow(InvalidCredentialError);
});
