import { describe, expect, it } from '@jest/globals';
import { createEnvironment } from './create-environment.js';
import { namesOf, PRODUCTION, problemsOf } from './testing/settings.js';

const PROVIDER = {
  OIDC_ISSUER: 'https://login.example.com/',
  OIDC_CLIENT_ID: 'atlas',
  OIDC_CLIENT_SECRET: 'secret',
};

describe('the settings of the OpenID provider', () => {
  it('are read', () => {
    const domains = 'Example.com, example.org';
    expect(createEnvironment({ ...PROVIDER, OIDC_ALLOWED_DOMAINS: domains })).toMatchObject({
      oidcIssuer: 'https://login.example.com',
      oidcAllowedDomains: ['example.com', 'example.org'],
      oidcDefaultRole: 'viewer',
    });
  });

  it('are given together or not at all', () => {
    expect(namesOf({})).toEqual([]);
    for (const name of Object.keys(PROVIDER)) {
      const { [name as keyof typeof PROVIDER]: _left, ...others } = PROVIDER;
      expect(namesOf(others)).toEqual([name]);
      expect(problemsOf(others)[0]).toContain('is missing while other OIDC settings are set');
    }
  });

  it('lead over plain HTTP to this machine alone, and nowhere in production', () => {
    const local = { ...PROVIDER, OIDC_ISSUER: 'http://localhost:9000' };
    expect(namesOf(local)).toEqual([]);
    expect(namesOf({ ...PRODUCTION, ...local })).toEqual(['OIDC_ISSUER']);
    expect(namesOf({ ...PRODUCTION, ...PROVIDER })).toEqual([]);
  });

  it.each([
    ['OIDC_ISSUER', ['http://login.example.com', 'login.example.com', 'https://login.example.com?x=1']],
    ['OIDC_ALLOWED_DOMAINS', ['*', 'example', '@example.com', 'example.com,', 'example.com;example.org']],
    ['OIDC_DEFAULT_ROLE', ['king', 'Admin', 'constructor']],
  ])('%s has a form', (name, values) => {
    for (const value of values) expect(namesOf({ ...PROVIDER, [name]: value })).toEqual([name]);
  });
});
