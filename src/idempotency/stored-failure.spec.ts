import { describe, expect, it } from '@jest/globals';
import { DomainError } from '../common/domain-error.js';
import { KeyInFlightError, KeyReusedError, ReplayedFailure } from './idempotency.errors.js';
import { toStoredFailure } from './key-record.js';

class Refused extends DomainError {
  readonly code = 'refused';
  readonly kind = 'upstream-refused';

  constructor(
    override readonly retryAfterSeconds?: number,
    override readonly members?: Readonly<Record<string, string>>,
  ) {
    super('Twilio refused the call');
  }
}

describe('a failure that is kept', () => {
  it('is told again with all that it said', () => {
    const stored = toStoredFailure(new Refused(7, { call_id: 'c-1' }));
    const told = { code: 'refused', kind: 'upstream-refused', message: 'Twilio refused the call' };
    expect(stored).toEqual({ ...told, retryAfterSeconds: 7, members: { call_id: 'c-1' } });
    expect(new ReplayedFailure(stored)).toMatchObject({
      ...told,
      retryAfterSeconds: 7,
      members: { call_id: 'c-1' },
    });
  });

  it('is stored without what it did not say', () => {
    expect(Object.keys(toStoredFailure(new Refused()))).toEqual(['code', 'kind', 'message']);
  });
});

it('a key that cannot be used says so in a way that programs understand', () => {
  expect(new KeyReusedError()).toMatchObject({ code: 'idempotency-key-reused', kind: 'unprocessable' });
  expect(new KeyInFlightError()).toMatchObject({
    code: 'idempotency-key-in-flight',
    kind: 'conflict',
    retryAfterSeconds: 1,
  });
});
