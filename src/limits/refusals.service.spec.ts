import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { FakeClock } from '../common/testing/fake-clock.js';
import { FAILURES_A_MINUTE, RefusalsService } from './refusals.service.js';

let clock: FakeClock;
let refusals: RefusalsService;
let warn: jest.SpiedFunction<(line: string) => void>;

beforeEach(() => {
  clock = new FakeClock();
  refusals = new RefusalsService(clock);
  warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
});
afterEach(() => warn.mockRestore());

const failOften = (address: string) => {
  for (let n = 0; n < FAILURES_A_MINUTE; n++) expect(refusals.fail('signature', address)).toBeNull();
};

describe('failures', () => {
  it('of an address are too many after the sixtieth in a minute, of this sort, until time has passed', () => {
    failOften('198.51.100.7');
    expect(refusals.fail('signature', '198.51.100.7')).toMatchObject({ retryAfterSeconds: 65 });
    expect(refusals.fail('signature', '198.51.100.8')).toBeNull();
    expect(refusals.fail('credential', '198.51.100.7')).toBeNull();
    clock.pass(65_000);
    expect(refusals.fail('signature', '198.51.100.7')).toBeNull();
  });

  it('are counted together for one network of IPv6, and for an IPv4 address however it is written', () => {
    failOften('2001:db8::1');
    expect(refusals.fail('signature', '2001:db8::2')).not.toBeNull();
    expect(refusals.fail('signature', '2001:db8:0:1::2')).toBeNull();
    failOften('198.51.100.7');
    expect(refusals.fail('signature', '::ffff:198.51.100.7')).not.toBeNull();
  });
});

describe('what was refused', () => {
  it('is told in the log once, in one line, and at the end', () => {
    refusals.flush();
    expect(warn).not.toHaveBeenCalled();
    refusals.count('credential');
    refusals.count('signature');
    refusals.count('signature');
    refusals.beforeApplicationShutdown();
    refusals.flush();
    expect(warn.mock.calls).toEqual([
      [
        'Refused within a minute: 1 without a good API key, 2 webhooks without a good signature, 0 over a limit',
      ],
    ]);
  });
});
