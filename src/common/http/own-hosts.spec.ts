import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { isCrossSite, isMisdirected } from './other-sites.js';
import { OwnHosts } from './own-hosts.js';

const hosts = new OwnHosts(['atlas.example.com', 'atlas.lan:8443', '192.168.1.5', '[fd00::5]:8000']);
const asked = (headers: IncomingMessage['headers'], method = 'POST') =>
  ({ method, headers }) as IncomingMessage;

describe('the hosts that a server answers to', () => {
  it.each([
    'atlas.example.com',
    'ATLAS.example.com.',
    'atlas.example.com:8000',
    'atlas.lan',
    'localhost',
    'localhost:8000',
    'console.localhost:3000',
    '127.0.0.1:8000',
    '10.1.2.3',
    '[::1]:8000',
    '[fe80::1]',
  ])('are its own names, loopback names and addresses: %s', (host) => {
    expect(isMisdirected(asked({ host }), hosts)).toBe(false);
  });

  it.each([
    'evil.example',
    'atlas.example.com.evil.example',
    'evil-atlas.example.com',
    'localhost.evil.example',
    'notlocalhost',
    '127.0.0.1.evil.example',
    '127.0.0.1@evil.example',
    'evil.example#localhost',
    'evil.example/localhost',
    'localhost:port',
    '[::1',
    '',
  ])('are no others: %j', (host) => {
    expect(isMisdirected(asked({ host }), hosts)).toBe(true);
  });

  it('are not asked for where a program names none', () => {
    expect(isMisdirected(asked({}), hosts)).toBe(false);
  });
});

describe('a change that a page asks for', () => {
  const host = 'atlas.example.com';
  it.each([
    [{ host }],
    [{ host, origin: 'https://atlas.example.com' }],
    [{ host, origin: 'http://atlas.example.com' }],
    [{ host: `${host}:443`, origin: 'https://atlas.example.com' }],
    [{ host: '127.0.0.1:8000', origin: 'https://atlas.example.com' }],
    [{ host: '127.0.0.1:8000', origin: 'https://atlas.lan:8443' }],
    [{ host: '127.0.0.1:8000', origin: 'http://192.168.1.5' }],
    [{ host: '127.0.0.1:8000', origin: 'http://[fd00::5]:8000' }],
    [{ host: 'localhost:8000', origin: 'http://localhost:8000' }],
    [{ host: '[::1]:8000', origin: 'http://[::1]:8000' }],
    [{ host, origin: 'https://atlas.example.com', 'sec-fetch-site': 'same-origin' }],
    [{ host, 'sec-fetch-site': 'none' }],
  ])('is taken from a page of its own and from a program: %j', (headers) => {
    expect(isCrossSite(asked(headers), hosts)).toBe(false);
  });

  it.each([
    [{ host, origin: 'null' }],
    [{ host, origin: '' }],
    [{ host, origin: 'null', 'sec-fetch-site': 'same-origin' }],
    [{ host, origin: 'https://evil.example' }],
    [{ host, origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }],
    [{ host, origin: 'https://atlas.example.com', 'sec-fetch-site': 'cross-site' }],
    [{ host, origin: 'https://atlas.example.com', 'sec-fetch-site': 'same-site' }],
    [{ host, 'sec-fetch-site': 'cross-site' }],
    [{ host, 'sec-fetch-site': 'nonsense' }],
    [{ host, origin: 'https://atlas.example.com:8443' }],
    [{ host, origin: 'https://atlas.lan' }],
    [{ host, origin: 'chrome-extension://atlas.example.com' }],
    [{ host, origin: 'https://evil.example@atlas.example.com.evil.example' }],
    [{ host: 'localhost:8000', origin: 'http://localhost:3000' }],
    [{ host: 'localhost:8000', origin: 'http://127.0.0.1:8000' }],
    [{ host: '127.0.0.1:8000', origin: 'http://10.0.0.1:8000' }],
    [{ origin: 'https://evil.example' }],
  ])('is refused from every other: %j', (headers) => {
    expect(isCrossSite(asked(headers), hosts)).toBe(true);
  });

  it('is one by its method, whatever the body', () => {
    const headers = { host, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'QUERY', 'post'])
      expect([method, isCrossSite(asked(headers, method), hosts)]).toEqual([method, true]);
    for (const method of ['GET', 'HEAD', 'OPTIONS'])
      expect([method, isCrossSite(asked(headers, method), hosts)]).toEqual([method, false]);
  });
});
