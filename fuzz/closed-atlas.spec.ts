import { expect, it } from '@jest/globals';
import { needsNoKey, requestLimits } from '../src/config/access-mode.js';
import { createEnvironment } from '../src/config/create-environment.js';
import { closedSettings } from './closed-atlas.js';

it('the Atlas that is closed asks for a key, and refuses nobody for asking often', () => {
  const credentials = { accountSid: `AC${'0'.repeat(32)}`, authToken: 'f'.repeat(32) };
  const around = { mongoUri: 'mongodb://127.0.0.1', simulatorUrl: 'http://127.0.0.1:8001', credentials };
  const environment = createEnvironment(
    { ...closedSettings(around), BASE_URL: 'http://127.0.0.1:8000' },
    () => undefined,
  );
  expect(needsNoKey(environment)).toBe(false);
  expect(requestLimits(environment)).toEqual({ requests: 1_000_000, placings: 1_000_000 });
});
