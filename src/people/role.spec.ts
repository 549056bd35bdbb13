import { describe, expect, it } from '@jest/globals';
import { SCOPES } from '../auth/scope.js';
import { isRole, scopesOf } from './role.js';

describe('scopesOf', () => {
  it('lets a viewer read, an operator do all but what is for admins, and an admin everything', () => {
    expect([...scopesOf('viewer')]).toEqual([
      ...['calls:read', 'users:read', 'feedback:read', 'subscriptions:read', 'metrics:read'],
    ]);
    expect(SCOPES.filter((scope) => !scopesOf('operator').has(scope))).toEqual(['privacy:manage', 'admin']);
    expect([...scopesOf('admin')]).toEqual([...SCOPES]);
  });
});

describe('isRole', () => {
  it('knows the roles alone', () => {
    expect(['viewer', 'operator', 'admin', 'Admin', '', 'constructor', undefined].filter(isRole)).toEqual([
      'viewer',
      'operator',
      'admin',
    ]);
  });
});
