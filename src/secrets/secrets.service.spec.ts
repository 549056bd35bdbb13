import { beforeEach, describe, expect, it } from '@jest/globals';
import { ConfigurationError } from '../config/configuration-error.js';
import { SecretsService } from './secrets.service.js';
import { SecretsMemoryRepository } from './testing/secrets.memory.repository.js';

const GIVEN = 'a secret of an operator, long enough';
let secrets: SecretsMemoryRepository;
beforeEach(() => {
  secrets = new SecretsMemoryRepository();
});
const open = (secretsKey?: string) => SecretsService.open({ secretsKey }, secrets);

describe('the secret', () => {
  it('is made once where none is given, and is the same in every instance after', async () => {
    const [first, second] = [await open(), await open()];
    expect(first.hash('numbers', '+14155550100')).toBe(second.hash('numbers', '+14155550100'));
    expect(first.keyFor('links')).toHaveLength(32);
    expect(secrets.record?.made).toMatch(/^[\w-]{43}$/);
  });

  it('is another one in another deployment', async () => {
    const first = await open();
    secrets = new SecretsMemoryRepository();
    expect((await open()).hash('numbers', 'x')).not.toBe(first.hash('numbers', 'x'));
  });

  it('is the given one, of which nothing is stored but a mark', async () => {
    const first = await open(GIVEN);
    expect(Object.keys(secrets.record!)).toEqual(['mark']);
    expect(JSON.stringify(secrets.record)).not.toContain(GIVEN);
    expect((await open(GIVEN)).hash('audit', 'x')).toBe(first.hash('audit', 'x'));
  });

  it.each([
    ['another one', GIVEN, `${GIVEN}!`],
    ['none any more', GIVEN, undefined],
    ['one, where one was made before', undefined, GIVEN],
  ])('is refused at start where the settings name %s', async (_, before, now) => {
    await open(before);
    await expect(open(now)).rejects.toThrow(ConfigurationError);
    await expect(open(now)).rejects.not.toThrow(GIVEN);
  });

  it('has a key of its own for each purpose', async () => {
    const service = await open();
    const hashes = (['mark', 'numbers', 'audit', 'links'] as const).map((purpose) =>
      service.hash(purpose, 'x'),
    );
    expect(new Set(hashes).size).toBe(4);
  });
});
