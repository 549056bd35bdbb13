import { expect, it } from '@jest/globals';
import { ApiProblem } from '../api/problem.js';
import { isSignedOut, type Session, whyNot } from './session.js';

const session = (...scopes: string[]): Session => ({
  ...{ kind: 'key', name: 'ada', is_open: false, is_simulated: false, version: '1' },
  scopes,
});

it('who has the scope, or is an admin, may; nobody else, and is told what is missing', () => {
  expect(whyNot(session('calls:read', 'calls:write'), 'calls:write')).toBeNull();
  expect(whyNot(session('admin'), 'calls:write')).toBeNull();
  expect(whyNot(session('calls:read'), 'calls:write')).toContain('calls:write');
  expect(whyNot(session(), 'admin')).toContain('admin');
});

it('who is not known has to sign in; who may not is known', () => {
  const problem = (status: number) => new ApiProblem(status, '', null);
  expect([401, 403, 0].map((status) => isSignedOut(problem(status)))).toEqual([true, false, false]);
  expect(isSignedOut(new Error('401'))).toBe(false);
});
