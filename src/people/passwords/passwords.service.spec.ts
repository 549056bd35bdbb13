import { describe, expect, it, jest } from '@jest/globals';
import argon2 from '@node-rs/argon2';
import { TooManyTriesError } from '../person.errors.js';
import { PasswordsService } from './passwords.service.js';

const HERE = '203.0.113.7';
const OF_FULL_COST = /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/;

describe('PasswordsService', () => {
  const passwords = new PasswordsService();

  it('makes salted Argon2id hashes of the cost that OWASP asks for', async () => {
    const [one, other] = [await passwords.hash('secret', HERE), await passwords.hash('secret', HERE)];
    expect(one).toMatch(OF_FULL_COST);
    expect(one).not.toBe(other);
    await expect(passwords.matches('secret', one, HERE)).resolves.toBe(true);
    await expect(passwords.matches('Secret', one, HERE)).resolves.toBe(false);
  });

  it('compares with a hash of the same cost where there is none, and never matches', async () => {
    const verify = jest.spyOn(argon2, 'verify');
    await expect(passwords.matches('nobody has this password', undefined, HERE)).resolves.toBe(false);
    expect(verify.mock.calls).toEqual([[expect.stringMatching(OF_FULL_COST), 'nobody has this password']]);
    await expect(verify.mock.results[0]?.value).resolves.toBe(true);
    verify.mockRestore();
  });

  it('makes two at a time and keeps a bounded number waiting', async () => {
    const crowd = Array.from({ length: 80 }, (_, n) =>
      passwords.matches('x', undefined, `network ${n % 10}`),
    );
    const outcomes = await Promise.allSettled(crowd);
    const refused = outcomes.filter((each) => each.status === 'rejected');
    expect(refused).toHaveLength(80 - 2 - 64);
    expect(refused[0]).toMatchObject({ reason: expect.any(TooManyTriesError) });
    await expect(passwords.matches('x', undefined, HERE)).resolves.toBe(false);
  });

  it('keeps a turn for others while one network asks for more than its share', async () => {
    const flood = Array.from({ length: 200 }, () => passwords.matches('x', undefined, HERE));
    await Promise.resolve();
    const other = passwords.matches('x', undefined, 'another network');
    const outcomes = await Promise.allSettled(flood);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(16);
    await expect(other).resolves.toBe(false);
    await expect(passwords.matches('x', undefined, HERE)).resolves.toBe(false);
  });
});
