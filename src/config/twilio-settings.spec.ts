import { describe, expect, it } from '@jest/globals';
import { createEnvironment } from './create-environment.js';
import { namesOf, problemsOf, PRODUCTION, TWILIO } from './testing/settings.js';

describe('the API key', () => {
  const KEY = { TWILIO_API_KEY_SID: `SK${'0a'.repeat(16)}`, TWILIO_API_KEY_SECRET: 'the-secret-of-the-key' };

  it('is given whole, beside the credentials', () => {
    expect(createEnvironment({ ...PRODUCTION, ...KEY })).toMatchObject({
      twilioApiKeySid: KEY.TWILIO_API_KEY_SID,
      twilioApiKeySecret: KEY.TWILIO_API_KEY_SECRET,
    });
    expect(namesOf(KEY)).toEqual(Object.keys(TWILIO));
  });

  it.each(Object.keys(KEY))('is refused everywhere without its %s, in one line', (name) => {
    for (const others of [TWILIO, PRODUCTION, { ...TWILIO, TWILIO_MODE: 'simulator' }]) {
      const problems = problemsOf({ ...others, ...KEY, [name]: ' ' });
      expect(problems).toEqual([
        expect.stringMatching(`^${name} is missing while the other half of the API key is set: copy the `),
      ]);
    }
  });

  it.each([
    ['TWILIO_API_KEY_SID', `AC${'0a'.repeat(16)}`],
    ['TWILIO_API_KEY_SID', 'SK123'],
    ['TWILIO_API_KEY_SID', `SK${'0g'.repeat(16)}`],
    ['TWILIO_API_KEY_SECRET', 'two words'],
  ])('with %s=%s is refused', (name, value) => {
    expect(namesOf({ ...TWILIO, ...KEY, [name]: value })).toEqual([name]);
  });
});

describe('the proxy', () => {
  it('is read in either spelling, and from a host and port alone', () => {
    expect(createEnvironment({ https_proxy: 'proxy:3128', no_proxy: 'a,b' })).toMatchObject({
      httpsProxy: 'http://proxy:3128',
      noProxy: 'a,b',
    });
    const both = {
      HTTPS_PROXY: 'https://u:p%40@proxy',
      https_proxy: 'http://other',
      NO_PROXY: '*',
      no_proxy: 'b',
    };
    expect(createEnvironment(both)).toMatchObject({ httpsProxy: 'https://u:p%40@proxy', noProxy: '*' });
  });

  it.each([
    'socks5://proxy:1080',
    'http://',
    'http://a b',
    'http://proxy/path',
    'http://proxy?x',
    'http://u:%zz@proxy',
  ])('%s is refused where it would be used, and does not hold up the simulator', (HTTPS_PROXY) => {
    expect(namesOf({ ...TWILIO, HTTPS_PROXY })).toEqual(['HTTPS_PROXY']);
    expect(namesOf({ HTTPS_PROXY })).toEqual([]);
  });
});
