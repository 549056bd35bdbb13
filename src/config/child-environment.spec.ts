import { afterEach, describe, expect, it } from '@jest/globals';
import { childEnvironment } from './child-environment.js';

describe('childEnvironment', () => {
  const before = { ...process.env };
  afterEach(() => {
    process.env = { ...before };
  });

  it('passes on what Atlas does not read, such as PATH', () => {
    expect(childEnvironment({})['PATH']).toBe(process.env['PATH']);
  });

  it('leaves out every setting of this process', () => {
    Object.assign(process.env, {
      MONGO_URI: 'mongodb://real',
      TWILIO_AUTH_TOKEN: 'real',
      TWILIO_API_KEY_SECRET: 'real',
      https_proxy: 'http://real',
      NODE_ENV: 'production',
    });
    const child = childEnvironment({ PORT: '8123' });
    for (const name of ['MONGO_URI', 'TWILIO_AUTH_TOKEN', 'TWILIO_API_KEY_SECRET', 'https_proxy', 'NODE_ENV'])
      expect([name, child[name]]).toEqual([name, undefined]);
    expect(child['PORT']).toBe('8123');
  });
});
