import { beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '../../common/testing/fake-clock.js';
import { ProviderFailedError, TooManyTriesError } from '../person.errors.js';
import { ReturnsService } from './returns.service.js';

const [HERE, THERE] = ['203.0.113.7', '203.0.113.8'];

describe('ReturnsService', () => {
  let clock: FakeClock;
  let returns: ReturnsService;
  let asked: number;

  beforeEach(() => {
    clock = new FakeClock();
    returns = new ReturnsService(clock);
    asked = 0;
  });

  const fail = (address = HERE): Promise<unknown> =>
    returns.ask(address, async () => {
      asked += 1;
      throw new ProviderFailedError();
    });
  const succeed = (address = HERE): Promise<string> => returns.ask(address, async () => 'somebody');

  it('asks the provider thirty times a minute for a network whose returns fail, also at the same time', async () => {
    await Promise.allSettled(Array.from({ length: 100 }, () => fail()));
    expect(asked).toBe(30);
    await expect(fail()).rejects.toThrow(TooManyTriesError);
    await expect(succeed(THERE)).resolves.toBe('somebody');
    clock.pass(66_000);
    await expect(succeed()).resolves.toBe('somebody');
  });

  it('counts nobody who comes back in earnest, however many', async () => {
    for (let n = 0; n < 100; n += 1) {
      await succeed();
      clock.pass(100);
    }
    await expect(succeed()).resolves.toBe('somebody');
  });
});
