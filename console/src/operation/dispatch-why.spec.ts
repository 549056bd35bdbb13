import { describe, expect, it } from '@jest/globals';
import type { Schema } from '../api/client.js';
import { operationWords } from '../words/operation.js';
import { whysOf } from './dispatch-why.js';

const { why } = operationWords;
const AT = '2026-03-02T15:00:00.000Z';

const dispatch = (changes: Partial<Schema<'Dispatch'>>): Schema<'Dispatch'> => ({
  state: 'running',
  paused_at: null,
  retry_at: null,
  reason: null,
  explanations: [],
  leader: { name: 'atlas-1', since: AT },
  calls_per_second: 1,
  max_concurrent_calls: null,
  waiting: 0,
  live: 0,
  ...changes,
});

const textsOf = (changes: Partial<Schema<'Dispatch'>>): string[] =>
  whysOf(dispatch(changes)).map(({ text }) => text);

describe('why calls are dialled or not', () => {
  it('says that all is well', () => {
    expect(textsOf({})).toEqual([why.well]);
  });

  it('says since when it is paused', () => {
    expect(whysOf(dispatch({ state: 'paused', paused_at: AT }))).toEqual([{ text: why.pausedAt, at: AT }]);
  });

  it('tells a refusal of the account from failures, what to do, and when a call is tried', () => {
    expect(textsOf({ state: 'tripped' })).toEqual([why.failing]);
    const reason = { code: '20003', message: 'Authenticate' };
    const explanations = [
      { kind: 'twilio' as const, code: '20003', meaning: 'The credentials are wrong', fix: 'Set them anew' },
    ];
    expect(whysOf(dispatch({ state: 'tripped', reason, explanations, retry_at: AT }))).toEqual([
      { text: `${why.refused} Authenticate (20003).` },
      { text: 'The credentials are wrong. Set them anew.' },
      { text: why.retryAt, at: AT },
    ]);
  });

  it('names every reason that there is', () => {
    const text = textsOf({ state: 'paused', leader: null, max_concurrent_calls: 4, live: 5 });
    expect(text).toEqual([why.pausedAt, why.noLeader, why.full(4)]);
  });

  it('does not call it full below the limit', () => {
    expect(textsOf({ max_concurrent_calls: 4, live: 3 })).toEqual([why.well]);
  });
});
