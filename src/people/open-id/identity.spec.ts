import { describe, expect, it } from '@jest/globals';
import { readFlow, writeFlow } from './flow.js';
import { highestRole, isInDomains } from './identity.js';

describe('highestRole', () => {
  it.each([
    ['admin', 'admin'],
    [['viewer', 'operator', 'staff'], 'operator'],
    [['staff'], null],
    ['Admin', null],
    [{ admin: true }, null],
    [undefined, null],
    [['constructor'], null],
  ])('of %j is %s', (claim, role) => {
    expect(highestRole(claim)).toBe(role);
  });
});

describe('isInDomains', () => {
  it('counts the domain behind the last at sign alone', () => {
    const domains = ['example.com'];
    expect(isInDomains('grace@example.com', domains)).toBe(true);
    for (const email of ['grace@sub.example.com', 'grace@example.com.evil', '"a@example.com"@evil.example'])
      expect(isInDomains(email, domains)).toBe(false);
    expect(isInDomains('grace@example.com', [])).toBe(false);
  });
});

describe('a flow', () => {
  const flow = { state: 's', nonce: 'n', verifier: 'v', next: '/docs' };

  it('is read as it was written', () => {
    expect(readFlow(writeFlow(flow))).toEqual(flow);
  });

  it.each(['', 'x', 'null', '[]', '{"state":"s"}', '{"state":1,"nonce":"n","verifier":"v","next":""}'])(
    'is none: %s',
    (text) => {
      expect(readFlow(text)).toBeNull();
    },
  );
});
