import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { createEnvironment } from '../../config/create-environment.js';
import { PRODUCTION } from '../../config/testing/settings.js';
import { CookiesService, SESSION_COOKIE } from './cookies.service.js';

const requestWith = (cookie: string): IncomingMessage =>
  Object.assign(new IncomingMessage(new Socket()), { headers: { cookie } });

const sent = (variables: Record<string, string>, value: string | null): unknown => {
  const cookies = new CookiesService(createEnvironment(variables));
  const response = new ServerResponse(requestWith(''));
  if (value === null) cookies.clear(response, SESSION_COOKIE);
  else cookies.set(response, SESSION_COOKIE, value);
  return response.getHeader('Set-Cookie');
};

describe('CookiesService', () => {
  it.each([
    ['in production', PRODUCTION],
    ['in production over plain HTTP', { ...PRODUCTION, BASE_URL: 'http://atlas.example.com' }],
    ['over HTTPS', { BASE_URL: 'https://atlas.example.com' }],
  ])('makes cookies of this host alone %s', (_where, variables) => {
    expect(sent(variables, 'a.b')).toBe(
      '__Host-atlas_session=a.b; Max-Age=604800; Path=/; HttpOnly; Secure; SameSite=Strict',
    );
    expect(sent(variables, null)).toBe(
      '__Host-atlas_session=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Strict',
    );
  });

  it('makes cookies that a browser takes over plain HTTP, outside production', () => {
    expect(sent({}, 'a.b')).toBe('atlas_session=a.b; Max-Age=604800; Path=/; HttpOnly; SameSite=Strict');
  });

  it('reads none without the prefix where they have it', () => {
    const cookies = new CookiesService(createEnvironment(PRODUCTION));
    expect(cookies.read(requestWith('atlas_session=planted'), SESSION_COOKIE)).toBeNull();
    expect(cookies.read(requestWith('a=b; __Host-atlas_session=good'), SESSION_COOKIE)).toBe('good');
  });
});
