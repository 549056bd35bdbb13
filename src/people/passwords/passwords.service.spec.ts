import { describe, expect, it } from '@jest/globals';
import { TooManyTriesError } from '../person.errors.js';
import { PasswordsService } from './passwords.service.js';

const HERE = '203.0.113.7';

describe('PasswordsService', () => {
  const passwords = new PasswordsService();

  it('makes salted Argon2id hashes of the cost that OWASP asks for', async () => {
    const [one, other] = [await passwords.hash('secret', HERE), await passwords.hash('secret', HERE)];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(other);
    await expect(passwords.matches('secret', one, HERE)).resolves.toBe(true);
    await expect(passwords.matches('Secret', one, HERE)).resolves.toBe(false);
  });

  it('takes as long where there is no hash, and never matches', async () => {
    const kept = await passwords.hash('secret', HERE);
    const timed = async (hash?: string): Promise<number> => {
      const started = performance.now();
      for (let n = 0; n < 5; n += 1)
        expect(await passwords.matches('nobody has this password', hash, HERE)).toBe(false);
      return performance.now() - started;
    };
    const [without, withHash] = [await timed(), await timed(kept)];
    expect(without / withHash).toBeGreaterThan(0.3);
    expect(without / withHash).toBeLessThan(3);
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
