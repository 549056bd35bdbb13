import { describe, expect, it, jest } from '@jest/globals';
import { retryIdempotent, retryUnsent } from './retry-request.js';
import { TwilioError, type TwilioOutcome } from './twilio.errors.js';

const failing = (outcome: TwilioOutcome, retryAfterSeconds?: number) =>
  jest.fn(() => Promise.reject(new TwilioError(outcome, { code: 1, message: 'x' }, retryAfterSeconds)));

describe('repeating what must not happen twice', () => {
  it.each<TwilioOutcome>(['refused', 'unknown'])('never happens after %s', async (outcome) => {
    const request = failing(outcome);
    await expect(retryUnsent(request)).rejects.toMatchObject({ outcome, retryAfterSeconds: undefined });
    expect(request).toHaveBeenCalledTimes(1);
  });

  it('never happens after an error that is not understood', async () => {
    const request = jest.fn(() => Promise.reject(new Error('?')));
    await expect(retryUnsent(request)).rejects.toThrow('?');
    expect(request).toHaveBeenCalledTimes(1);
  });

  it('happens three times after unsent', async () => {
    const request = failing('unsent');
    await expect(retryUnsent(request)).rejects.toMatchObject({ outcome: 'unsent', retryAfterSeconds: 5 });
    expect(request).toHaveBeenCalledTimes(4);
  });

  it('waits no longer than its budget, however often it is told to', async () => {
    const request = failing('unsent', 1.5);
    const begun = performance.now();
    await expect(retryUnsent(request)).rejects.toMatchObject({ retryAfterSeconds: 1.5 });
    expect(performance.now() - begun).toBeLessThan(5_000);
    expect(request.mock.calls.length).toBeLessThan(4);
  });
});

describe('repeating what may happen twice', () => {
  it.each<TwilioOutcome>(['unsent', 'unknown'])('happens three times after %s', async (outcome) => {
    const request = failing(outcome);
    await expect(retryIdempotent(request)).rejects.toMatchObject({ outcome, retryAfterSeconds: 5 });
    expect(request).toHaveBeenCalledTimes(4);
  });

  it('never happens after refused, nor once the application stops', async () => {
    const refused = failing('refused');
    await expect(retryIdempotent(refused)).rejects.toMatchObject({ outcome: 'refused' });
    expect(refused).toHaveBeenCalledTimes(1);
    const unknown = failing('unknown');
    await expect(retryIdempotent(unknown, AbortSignal.abort())).rejects.toMatchObject({ outcome: 'unknown' });
    expect(unknown).toHaveBeenCalledTimes(1);
  });
});
