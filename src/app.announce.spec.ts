import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { startLines } from './app.announce.js';
import { VERSION } from './common/version.js';
import { createEnvironment } from './config/create-environment.js';

const LIVE = {
  ENVIRONMENT: 'production',
  MONGO_URI: 'mongodb://atlas:hunter2@db:27017',
  BASE_URL: 'https://atlas.example.com/calls',
  TWILIO_ACCOUNT_SID: `AC${'0a'.repeat(16)}`,
  TWILIO_AUTH_TOKEN: 'f'.repeat(32),
  TWILIO_FROM_NUMBER: '+15005550006',
};

describe('startLines', () => {
  it('tells a newcomer where Atlas, its data and its documentation are', () => {
    expect(startLines(createEnvironment({}))).toEqual([
      `Atlas ${VERSION} (development) listens on http://localhost:8000 for every network`,
      `Data is kept in ${resolve('.atlas')}`,
      'Documentation: http://localhost:8000/docs',
    ]);
  });

  it('tells an operator that phones ring, and what Twilio is told; never a secret', () => {
    expect(startLines(createEnvironment(LIVE))).toEqual([
      `Atlas ${VERSION} (production) listens on http://127.0.0.1:8000`,
      'Twilio is told to reach it at https://atlas.example.com/calls',
      'Calls are LIVE: Twilio rings real phones',
      'Documentation: http://127.0.0.1:8000/docs',
    ]);
  });

  it.each([
    ['::', 'http://localhost:80'],
    ['::1', 'http://[::1]:80'],
    ['10.0.0.5', 'http://10.0.0.5:80'],
  ])('gives a URL to open for HOST %s', (host, url) => {
    expect(startLines(createEnvironment({ HOST: host, PORT: '80' })).at(-1)).toBe(
      `Documentation: ${url}/docs`,
    );
  });
});
