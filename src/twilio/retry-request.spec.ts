import { describe, expect, it, jest } from '@jest/globals';
import { retryIdempotent } from './retry-request.js';
import { TwilioError, type TwilioOutcome } from './twilio.errors.js';

const failing = (outcome: TwilioOutcome, retryAfterSeconds?: number) =>
  jest.fn(() => Promise.reject(new TwilioError(outcome, { code: 1, message: 'x' }, retryAfterSeconds)));

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
