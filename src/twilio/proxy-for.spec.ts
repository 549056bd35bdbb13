import { describe, expect, it } from '@jest/globals';
import { proxyFor } from './proxy-for.js';

const httpsProxy = 'http://proxy:3128';
const api = new URL('https://api.twilio.com');

describe('the proxy for requests to Twilio', () => {
  it('is the one that is set, for https alone', () => {
    expect(proxyFor(api, { httpsProxy })).toBe(httpsProxy);
    expect(proxyFor(api, {})).toBeUndefined();
    expect(proxyFor(new URL('http://simulator:8001'), { httpsProxy })).toBeUndefined();
  });

  it.each([
    '*',
    'api.twilio.com',
    'API.Twilio.com',
    'twilio.com',
    '.twilio.com',
    '*.twilio.com',
    'api.twilio.com:443',
    'localhost, twilio.com',
    'localhost twilio.com',
    ' ,twilio.com,',
  ])('is none with NO_PROXY=%s', (noProxy) => {
    expect(proxyFor(api, { httpsProxy, noProxy })).toBeUndefined();
  });

  it.each([
    '',
    ',',
    'localhost',
    'lio.com',
    'com.',
    'api.twilio.com:8443',
    'api.twilio.com.evil',
    '10.0.0.0/8',
    ':443',
  ])('is still used with NO_PROXY=%s', (noProxy) => {
    expect(proxyFor(api, { httpsProxy, noProxy })).toBe(httpsProxy);
  });

  it('goes by the port where one is named', () => {
    const other = new URL('https://api.twilio.com:8443');
    expect(proxyFor(other, { httpsProxy, noProxy: 'twilio.com:8443' })).toBeUndefined();
    expect(proxyFor(other, { httpsProxy, noProxy: 'twilio.com:443' })).toBe(httpsProxy);
  });
});
