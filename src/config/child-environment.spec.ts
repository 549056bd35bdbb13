import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { childEnvironment } from './child-environment.js';
import { installerEnvironment, programEnvironment } from './program-environment.js';

const SECRETS = {
  MONGO_URI: 'mongodb://real',
  TWILIO_AUTH_TOKEN: 'real',
  TWILIO_API_KEY_SECRET: 'real',
  AWS_SECRET_ACCESS_KEY: 'real',
  SOME_TOKEN_NOBODY_KNOWS_OF: 'real',
  NODE_OPTIONS: '--require=/somewhere.js',
  NODE_ENV: 'production',
};
const WAY_OUT = { HTTPS_PROXY: 'http://real', https_proxy: 'http://real', PIP_INDEX_URL: 'http://mirror' };

const before = { ...process.env };
beforeEach(() => {
  Object.assign(process.env, SECRETS, WAY_OUT, { LC_ALL: 'C.UTF-8' });
});
afterEach(() => {
  process.env = { ...before };
});

describe('the environment of programs that Atlas starts', () => {
  it('has what they need to run, and nothing else', () => {
    const environment = programEnvironment();
    expect(environment).toMatchObject({ PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' });
    for (const name of Object.keys({ ...SECRETS, ...WAY_OUT }))
      expect([name, environment[name]]).toEqual([name, undefined]);
  });

  it('has the way to the network too where they install something', () => {
    const environment = installerEnvironment();
    expect(environment).toMatchObject({ PATH: process.env['PATH'], ...WAY_OUT });
    for (const name of Object.keys(SECRETS)) expect([name, environment[name]]).toEqual([name, undefined]);
  });
});

describe('childEnvironment', () => {
  it('has its settings alone, and none of this process', () => {
    const child = childEnvironment({ PORT: '8123' });
    expect(child).toMatchObject({ PATH: process.env['PATH'], PIP_INDEX_URL: 'http://mirror', PORT: '8123' });
    for (const name of [...Object.keys(SECRETS), 'HTTPS_PROXY', 'https_proxy'])
      expect([name, child[name]]).toEqual([name, undefined]);
  });
});
